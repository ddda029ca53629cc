package event

import "github.com/lapwing-sec/lapwing/actors/finding"

// bulkEntries is how many S2 entries in one answer are still moderate (AS-09): 20 are,
// 21 make the API highly sensitive.
const bulkEntries = 20

// mostSensitive gives the highest level among the data, S0 for none.
func mostSensitive(data []finding.DataCount) (most finding.Sensitivity) {
	for _, d := range data {
		most = max(most, levelOf(d.Type))
	}
	return most
}

// MostSensitive gives the highest level of an answer's data, S0 for none.
func MostSensitive(data []finding.DataCount) finding.Sensitivity { return mostSensitive(data) }

// gradeOf grades one answer (AS-09 to AS-12) and counts its S2 entries.
func gradeOf(data []finding.DataCount) (g finding.Grade, entries uint32) {
	for _, d := range data {
		if levelOf(d.Type) == finding.S2 {
			entries += d.Entries
		}
	}
	switch most := mostSensitive(data); {
	case most >= finding.S3 || entries > bulkEntries:
		return finding.HighSensitivity, entries
	case most == finding.S2:
		return finding.ModerateSensitivity, entries
	case most == finding.S1:
		return finding.LowSensitivity, entries
	}
	return finding.NonSensitive, entries
}

// Package spooltest holds the file systems that break things on purpose: CrashFS forgets
// what was not synced, FaultFS fails calls. Tests of the spool and of what stands on it
// use them.
package spooltest

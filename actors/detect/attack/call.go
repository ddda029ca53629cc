package attack

import "strings"

// maxGap is how many marks and spaces may stand between a function's name and its bracket.
const maxGap = 4

// callDoubt reports what looks like a call: a bracket at most a gap behind the name of a
// function that databases, PHP or scripts have, or right behind another bracket, a quote or a
// variable.
func callDoubt(text []byte) bool {
	last := byte(0) // the last byte before i that is no space or line break
	for i, c := range text {
		if c == '(' && i > 0 && (last == ']' && !linked(text[i+1:]) || last == ')' || last == '}' || last == '\'' || last == '"' || last == '`' || callsName(text[:i])) {
			return true
		}
		if c != ' ' && c != '\n' {
			last = c
		}
	}
	return false
}

// linked reports the address of a link in Markdown: "[text](address)".
func linked(text []byte) bool {
	for _, begin := range [...]string{"http://", "https://", "/", "./", "../", "#", "mailto:"} {
		if hasPrefixFold(str(text), begin) {
			return true
		}
	}
	return false
}

// callsName reports the name of a function, or of a variable, at the end of text.
func callsName(text []byte) bool {
	end := len(text)
	for end > 0 && len(text)-end <= maxGap && !isWord(text[end-1]) {
		end--
	}
	begin := end
	for begin > 0 && end-begin < 32 && isWord(text[begin-1]) {
		begin--
	}
	_, known := functions[string(text[begin:end])]
	return known || begin > 0 && text[begin-1] == '$'
}

// functions are names that stand before a bracket in attacks; most are words as well, and
// only a doubt.
var functions = func() map[string]struct{} {
	out := map[string]struct{}{}
	for w := range strings.FieldsSeq(functionNames) {
		out[w] = struct{}{}
	}
	for _, r := range listed(list{"php-function-names-933150.data", 0}) {
		for w := range strings.FieldsSeq(r.words) {
			out[w] = struct{}{}
		}
	}
	return out
}()

const functionNames = `
ascii asin asciistr adddate addtime aes_encrypt aes_decrypt atan atan2 tan acos cos sin cot abs bin bin_to_num bit_and bit_count bit_length bit_or bit_xor
benchmark char character_length char_length ceil ceiling coalesce coercibility collation compress concat concat_ws connection_id conv convert convert_tz
crc32 curdate curtime current_date current_time current_timestamp current_user current_setting cast count database database_to_xml date date_add date_format
date_sub datediff day dayname dayofmonth dayofweek dayofyear dcount decode default degrees des_decrypt des_encrypt dump elt encode encrypt endswith ends_with
exp export_set extract extractvalue field field_in_set find_in_set first floor format found_rows from_base64 from_days from_unixtime get_format get_lock
greatest group_concat hex hextoraw hour if ifnull iif in inet_aton inet_ntoa insert instr interval is_free_lock is_used_lock isdate isnull isnumeric
json json_extract json_array json_object json_build_object json_keys jsonb_pretty last last_day last_insert_id lcase least left length likelihood likely unlikely
ln load_file local localtimestamp locate log log10 log2 lower lpad ltrim make_set makedate makedate master_pos_wait max md5 microsecond mid min minute mod
month monthname name_const not_in now nullif oct octet_length ord password period_add period_diff pg_sleep pg_client_encoding pi position pow power printf
procedure_analyse quarter quote radians rand random randomblob rawtohex regexp_replace release_lock repeat replace reverse right round row_count row_to_json
rpad rtrim schema sec_to_time second session_user sha sha1 sha2 sign sleep soundex space sqrt starts_with std stddev stddev_pop stddev_samp str_to_date
strcmp strftime string_agg subdate substr substring substring_index subtime sum sysdate system system_user time time_format time_to_sec timediff timestamp
timestampadd timestampdiff to_base64 to_char to_date to_days to_number to_seconds to_timestamp top total_changes trim truncate typeof ucase uncompress
uncompressed_length unhex unicode unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid uuid_short value values var_pop var_samp variance
version week weekday weekofyear xmltype year yearweek zeroblob julianday glob changes array_agg array_to_string div lo_get lo_import db_name like
assert assert_options chr create_function eval exec file filegroup fopen fputs imagegif imagejpeg imagepng imagewbmp imagexbm is_a intval mkdir opendir
passthru phpinfo popen prev readfile strip_tags stat tmpfile unpack unlink unserialize usort alert prompt confirm atob btoa fetch import settimeout setinterval
function spawn require include while `

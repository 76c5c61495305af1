/** Comparing, calculating and matching, as the SQL engine's parser names its operators. */
const operators = [
  '+', '-', '*', '/', '//', '%', '**', '^', '||', '&', '|', '~', '<<', '>>', '@', '->', '->>', '^@',
  '~~', '!~~', '~~*', '!~~*', '~~~', 'like_escape', 'not_like_escape', 'ilike_escape', 'not_ilike_escape',
]; // prettier-ignore

const texts = [
  'ascii', 'bit_length', 'chr', 'concat', 'concat_ws', 'contains', 'ends_with', 'instr', 'lcase', 'left', 'length',
  'levenshtein', 'damerau_levenshtein', 'jaccard', 'jaro_similarity', 'jaro_winkler_similarity', 'hamming', 'lower',
  'ltrim', 'md5', 'nfc_normalize', 'ord', 'overlay', 'position', 'prefix', 'regexp_extract',
  'regexp_full_match', 'regexp_matches', 'regexp_replace', 'replace', 'reverse', 'right', 'rtrim', 'split_part',
  'starts_with', 'strip_accents', 'strlen', 'strpos', 'substr', 'substring', 'suffix', 'translate', 'trim', 'ucase',
  'unicode', 'upper', 'len', 'char_length', 'character_length', 'string_split', 'str_split',
]; // prettier-ignore

const numbers = [
  'abs', 'acos', 'asin', 'atan', 'atan2', 'bit_count', 'cbrt', 'ceil', 'ceiling', 'cos', 'cot', 'degrees', 'even', 'exp',
  'floor', 'fmod', 'greatest', 'isfinite', 'isinf', 'isnan', 'least', 'ln', 'log', 'log10', 'log2', 'mod', 'pi', 'pow',
  'power', 'radians', 'round', 'sign', 'sin', 'sqrt', 'tan', 'trunc', 'xor', 'divide', 'add', 'subtract', 'multiply',
]; // prettier-ignore

const dates = [
  'age', 'century', 'date_diff', 'date_part', 'date_sub', 'date_trunc', 'datediff', 'datepart', 'datesub', 'datetrunc', 'day',
  'dayname', 'dayofmonth', 'dayofweek', 'dayofyear', 'decade', 'epoch', 'epoch_ms', 'hour', 'isodow', 'isoyear', 'last_day',
  'make_date', 'make_time', 'make_timestamp', 'microsecond', 'millisecond', 'minute', 'month', 'monthname', 'now', 'quarter',
  'second', 'strftime', 'strptime', 'time_bucket', 'timezone', 'to_days', 'to_hours', 'to_milliseconds', 'to_minutes',
  'to_months', 'to_seconds', 'to_weeks', 'to_years', 'today', 'try_strptime', 'week', 'weekday', 'weekofyear', 'year',
  'yearweek',
]; // prettier-ignore

const others = [
  'coalesce', 'hash', 'if', 'ifnull', 'nullif', 'typeof', 'row', 'list_value', 'list_contains', 'list_extract', 'array_extract',
  'array_length', 'json_array_length', 'json_contains', 'json_exists', 'json_extract', 'json_extract_path',
  'json_extract_string', 'json_keys', 'json_type', 'json_valid', 'json_value',
]; // prettier-ignore

/**
 * The functions that a filter may call: those that look at their arguments and at nothing else. What reads files, settings or
 * the environment, changes anything or makes texts of any length is not among them.
 */
export const filterFunctions: ReadonlySet<string> = new Set([
  ...operators,
  ...texts,
  ...numbers,
  ...dates,
  ...others,
]);

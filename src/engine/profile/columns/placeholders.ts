/** Texts, in lower case, that often stand for "missing" and are not read as missing. */
const missingCodes = [
  '?', '-', '--', '---', '.', '..', '...', '…', '*', 'unknown', 'unk', 'undefined', 'missing', 'not available',
  'not applicable', 'n.a.', 'n/d', 'no data', 'no answer', 'unspecified', '#n/a', '모름', '미상', '해당없음', '해당 없음',
  '미입력', '알 수 없음', '不明', '未知', '不详', 'unbekannt', 'keine angabe', 'k.a.', 'inconnu', 'desconocido',
  'sin datos', 'desconhecido', 'неизвестно', 'н/д',
] as const; // prettier-ignore

/** Texts, in lower case, with which people answer a question for words that they have nothing to say to. */
const emptyAnswers = [
  'n/a', 'na', 'nan', 'none', 'nil', 'null', 'nothing', 'no comment', 'no comments', 'no', 'x', 'xx', 'xxx', 'tbd', 'todo',
  '없음', '없다', '없습니다', '없어요', '무', '특이사항 없음', '내용없음', '내용 없음', 'ㅇ', 'なし', '無し', '特になし', '未定',
  '无', '無', '暂无', '没有', 'keine', 'keiner', 'nichts', 'entfällt', 'aucun', 'aucune', 'rien', 'néant', 'sans objet',
  'ninguno', 'ninguna', 'nada', 'no aplica', 'nenhum', 'nenhuma', 'não se aplica', 'nessuno', 'нет',
] as const; // prettier-ignore

/**
 * Values, in lower case and without spaces around them, that stand for "nothing": codes for a missing value; in free text also
 * what people write when they have nothing to say. English, Korean, Japanese, Chinese and the larger European languages.
 */
export function placeholdersIn(kind: 'category' | 'text'): readonly string[] {
  return kind === 'text' ? [...missingCodes, ...emptyAnswers] : missingCodes;
}

/** Language of a new script. */
export type TemplateLanguage = 'sql' | 'typescript' | 'javascript';

/**
 * The beginning of a preparation script, which runs as it is and gives its input back.
 *
 * @param fileName the data file's name
 */
export function scriptTemplate(language: TemplateLanguage, fileName: string): string {
  const shown = fileName.replace(/\s+/g, ' ');
  if (language === 'sql') {
    return `-- Prepares ${shown}. Its table is called after the file, and input; further inputs are input2, input3, …
-- CREATE TABLE, VIEW and MACRO may come first; the last SELECT is what is written.

SELECT *
FROM input;
`;
  }
  const parameters =
    language === 'typescript' ? 'frames: Record<string, any>, context: any' : 'frames, context';
  return `// Prepares ${shown}. Frames are called after their files; the first is also frames.input, then frames.input2, …
// context.dfd is danfojs, context.inputs says what was read, context.log(…) prints.
// Numbers are numbers with NaN where missing; texts and dates (2024-01-31) are strings with null where missing.

export default async function prepare(${parameters}) {
  const frame = frames.input;
  context.log(frame.shape);
  return frame;
}
`;
}

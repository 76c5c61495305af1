import { type Memento } from 'vscode';
import { type CleaningStep } from '../../protocol';

const preparationsKey = 'preparations';
const cleaningKey = 'cleaning';

/** What a script was run on the last time. */
export interface PreparationChoices {
  /** Absolute paths. */
  readonly inputs: readonly string[];
  readonly output: string;
}

/** Inputs and output of a script's last run in this workspace. */
export function preparationChoices(
  memento: Memento,
  script: string,
): PreparationChoices | undefined {
  return memento.get<Readonly<Record<string, PreparationChoices>>>(preparationsKey, {})[script];
}

/** Scripts that were run in this workspace. */
export function knownScripts(memento: Memento): readonly string[] {
  return Object.keys(
    memento.get<Readonly<Record<string, PreparationChoices>>>(preparationsKey, {}),
  );
}

/** Keeps what a script is run on for the next time. */
export async function rememberPreparation(
  memento: Memento,
  script: string,
  choices: PreparationChoices,
): Promise<void> {
  const all = memento.get<Readonly<Record<string, PreparationChoices>>>(preparationsKey, {});
  await memento.update(preparationsKey, { ...all, [script]: choices });
}

/** The cleaning steps chosen for a data file that have not been written as a script yet. */
export function cleaningSteps(memento: Memento, file: string): readonly CleaningStep[] {
  return (
    memento.get<Readonly<Record<string, readonly CleaningStep[]>>>(cleaningKey, {})[file] ?? []
  );
}

/** Keeps the cleaning steps of a data file. */
export async function keepCleaningSteps(
  memento: Memento,
  file: string,
  steps: readonly CleaningStep[],
): Promise<void> {
  const all = memento.get<Readonly<Record<string, readonly CleaningStep[]>>>(cleaningKey, {});
  const { [file]: _replaced, ...others } = all;
  await memento.update(cleaningKey, steps.length === 0 ? others : { ...others, [file]: steps });
}

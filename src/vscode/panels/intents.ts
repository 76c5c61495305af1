import * as z from 'zod/mini';
import { columnTypes, type CommonIntent, type ProfileIntent, type RunIntent } from '../../protocol';

const longestChart = 20_000_000;
const longestCode = 5_000_000;
const longestName = 10_000;
const longestText = 100_000;
const mostNames = 10_000;

const name = z.string().check(z.maxLength(longestName));
const names = z.array(name).check(z.maxLength(mostNames));
const text = z.string().check(z.maxLength(longestText));
const texts = z.array(text).check(z.maxLength(mostNames));

const cleaningStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dropColumns'), columns: names }),
  z.strictObject({ kind: z.literal('dropDuplicateRows') }),
  z.strictObject({ kind: z.literal('dropMissingRows'), columns: names }),
  z.strictObject({
    kind: z.literal('impute'),
    column: name,
    with: z.union([
      z.enum(['mean', 'median', 'mode']),
      z.strictObject({ value: z.union([text, z.number()]) }),
    ]),
  }),
  z.strictObject({
    kind: z.literal('cast'),
    column: name,
    to: z.enum(['number', 'text', 'dateTime', 'boolean']),
  }),
  z.strictObject({ kind: z.literal('treatAsMissing'), column: name, values: texts }),
  z.strictObject({
    kind: z.literal('mergeSpellings'),
    column: name,
    spellings: texts,
    value: text,
  }),
]);

/** Schemas of the wishes that every panel may send. */
export const commonIntents = [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('retry') }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('showLog') }),
  z.strictObject({
    type: z.literal('saveChart'),
    name: z.string().check(z.regex(/^[\w-]{1,80}$/)),
    format: z.enum(['png', 'svg', 'csv']),
    content: z.string().check(z.maxLength(longestChart)),
  }),
] as const;

const profileIntents = z.discriminatedUnion('type', [
  ...commonIntents,
  z.strictObject({
    type: z.literal('setTarget'),
    target: z.nullable(name),
  }),
  z.strictObject({ type: z.literal('train') }),
  z.strictObject({ type: z.literal('writeReport') }),
  z.strictObject({
    type: z.literal('copyCode'),
    text: z.string().check(z.minLength(1), z.maxLength(longestCode)),
  }),
  z.strictObject({ type: z.literal('dismissAlerts'), keys: texts }),
  z.strictObject({ type: z.literal('restoreAlerts') }),
  z.strictObject({ type: z.literal('showRows'), where: text }),
  z.strictObject({ type: z.literal('showPair'), x: name, y: name }),
  z.strictObject({ type: z.literal('hidePair') }),
  z.strictObject({ type: z.literal('compareWith') }),
  z.strictObject({ type: z.literal('addCleaning'), step: cleaningStep }),
  z.strictObject({ type: z.literal('removeCleaning'), index: z.int().check(z.gte(0)) }),
  z.strictObject({ type: z.literal('clearCleaning') }),
  z.strictObject({ type: z.literal('writeCleaning') }),
  z.strictObject({ type: z.literal('setType'), column: name, columnType: z.enum(columnTypes) }),
  z.strictObject({ type: z.literal('treatAsMissing'), values: texts }),
]);

const runIntents = z.discriminatedUnion('type', [
  ...commonIntents,
  z.strictObject({
    type: z.literal('openRun'),
    runId: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  }),
  z.strictObject({ type: z.literal('openDataset') }),
  z.strictObject({ type: z.literal('copyRunId') }),
]);

const profileMemory = z.object({ memory: z.object({ path: z.string() }) });
const runMemory = z.object({ memory: z.object({ store: z.string(), runId: z.string() }) });

/** A message of the profile panel that asks for one of its wishes; `undefined` for anything else. */
export function toProfileIntent(message: unknown): ProfileIntent | undefined {
  return profileIntents.safeParse(message).data;
}

/** A message of the run panel that asks for one of its wishes; `undefined` for anything else. */
export function toRunIntent(message: unknown): RunIntent | undefined {
  return runIntents.safeParse(message).data;
}

/** The data file of a profile panel that VS Code brings back; `undefined` when its state is not ours. */
export function toProfileMemory(state: unknown): { readonly path: string } | undefined {
  return profileMemory.safeParse(state).data?.memory;
}

/** The run of a panel that VS Code brings back; `undefined` when its state is not ours. */
export function toRunMemory(
  state: unknown,
): { readonly store: string; readonly runId: string } | undefined {
  return runMemory.safeParse(state).data?.memory;
}

/** Whether the wish is one that every panel has. */
export function isCommonIntent(intent: { readonly type: string }): intent is CommonIntent {
  return ['ready', 'retry', 'cancel', 'showLog', 'saveChart'].includes(intent.type);
}

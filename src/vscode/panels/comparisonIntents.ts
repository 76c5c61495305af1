import * as z from 'zod/mini';
import { type ComparisonIntent, type ComparisonPanelMemory } from '../../protocol';
import { commonIntents } from './intents';

const longestName = 10_000;
const mostAlerts = 10_000;

const comparisonIntents = z.discriminatedUnion('type', [
  ...commonIntents,
  z.strictObject({
    type: z.literal('setTarget'),
    target: z.nullable(z.string().check(z.maxLength(longestName))),
  }),
  z.strictObject({ type: z.literal('swap') }),
  z.strictObject({ type: z.literal('openProfile'), side: z.enum(['reference', 'current']) }),
  z.strictObject({ type: z.literal('writeReport') }),
  z.strictObject({
    type: z.literal('copySql'),
    alert: z.int().check(z.gte(0), z.lte(mostAlerts)),
  }),
]);

const comparisonMemory = z.object({
  memory: z.object({
    reference: z.string(),
    current: z.string(),
    target: z.nullable(z.string()),
  }),
});

/** A message of the comparison panel that asks for one of its wishes; `undefined` for anything else. */
export function toComparisonIntent(message: unknown): ComparisonIntent | undefined {
  return comparisonIntents.safeParse(message).data;
}

/** The files of a comparison panel that VS Code brings back; `undefined` when its state is not ours. */
export function toComparisonMemory(state: unknown): ComparisonPanelMemory | undefined {
  return comparisonMemory.safeParse(state).data?.memory;
}

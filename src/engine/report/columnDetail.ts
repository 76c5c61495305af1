import type { ColumnProfile, ColumnTest, TargetInfo } from '../../protocol';
import { columnFacts } from './columnFacts';
import { columnFigures } from './columnFigures';
import { html, type Html } from './html';
import { targetDetail } from './targetDetail';

/** Everything about one column: distribution, numbers, distribution against the target, test. */
export function columnDetail(
  column: ColumnProfile,
  target: TargetInfo | null,
  test: ColumnTest | undefined,
): Html {
  return html`<div class="detail">
    <p class="wide quiet small">
      ${column.type}: ${sentence(column.typeReason)} Stored as ${column.storageType}.
    </p>
    <div>${columnFigures(column)}</div>
    <div>${columnFacts(column)}</div>
    ${target === null ? null : targetDetail(column, target, test)}
  </div>`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

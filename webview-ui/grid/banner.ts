import { type GridIntent, type GridPanelState } from '../../src/protocol';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, progressView } from '../shared/panelStates';
import { t } from '../shared/translate';

/** What stands between toolbar and rows: work under way, a file that changed, a reading that failed. */
export function banner(
  { rows, stale }: Pick<GridPanelState, 'rows' | 'stale'>,
  port: PanelPort<GridIntent>,
): readonly HTMLElement[] {
  const bars: HTMLElement[] = [];
  if (stale) {
    bars.push(
      html(
        'div',
        { id: 'stale', class: 'bar', role: 'status' },
        html('span', {}, t('The file has changed since it was read.')),
        actionButton('reload', t('Reload'), () => port.send({ type: 'reload' }), 'primary'),
      ),
    );
  }
  if (rows.state === 'waiting') {
    bars.push(
      html(
        'div',
        { class: 'bar working' },
        progressView(rows.message, rows.fraction),
        actionButton('cancel', t('Cancel'), () => port.send({ type: 'cancel' })),
      ),
    );
  }
  if (rows.state === 'failed') {
    const { code, message, hint } = rows.error;
    const stopped = code === 'CANCELLED';
    bars.push(
      html(
        'div',
        { class: 'bar', role: stopped ? 'status' : 'alert' },
        html(
          'span',
          {},
          stopped ? t('Only the first rows were read.') : message,
          hint === undefined ? null : ` ${hint}`,
        ),
        actionButton('retry', stopped ? t('Read the file') : t('Try again'), () =>
          port.send({ type: 'retry' }),
        ),
      ),
    );
  }
  return bars;
}

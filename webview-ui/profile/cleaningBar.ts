import { type CleaningStep, type ProfileIntent } from '../../src/protocol';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { cleaningStepText } from './cleaningStepText';

/**
 * The cleaning steps chosen so far, each of which can be taken back, and what to do with them. It stays at the window's edge
 * while the page scrolls, and is not there without steps.
 */
export function cleaningBar(
  steps: readonly CleaningStep[],
  port: PanelPort<ProfileIntent>,
): HTMLElement | null {
  if (steps.length === 0) return null;
  return html(
    'section',
    { class: 'cleaning-bar', 'aria-label': t('Cleaning') },
    html(
      'p',
      { class: 'cleaning-count', role: 'status' },
      steps.length === 1 ? t('Cleaning: 1 step') : t('Cleaning: {0} steps', steps.length),
    ),
    html(
      'ol',
      { class: 'cleaning-steps' },
      steps.map((step, index) => stepItem(step, index, port)),
    ),
    html(
      'div',
      { class: 'cleaning-actions' },
      actionButton(
        'write-cleaning',
        t('Write script…'),
        () => port.send({ type: 'writeCleaning' }),
        'primary',
      ),
      actionButton('clear-cleaning', t('Clear'), () => port.send({ type: 'clearCleaning' })),
    ),
  );
}

function stepItem(
  step: CleaningStep,
  index: number,
  port: PanelPort<ProfileIntent>,
): HTMLLIElement {
  const text = cleaningStepText(step);
  const remove = html(
    'button',
    {
      type: 'button',
      class: 'cleaning-remove',
      id: `remove-cleaning-${index}`,
      title: t('Take back: {0}', text),
      'aria-label': t('Take back: {0}', text),
      onclick: () => port.send({ type: 'removeCleaning', index }),
    },
    '×',
  );
  return html(
    'li',
    {
      onkeydown: (event) => {
        if (event instanceof KeyboardEvent && event.key === 'Delete') {
          port.send({ type: 'removeCleaning', index });
        }
      },
    },
    html('span', { class: 'cleaning-text', title: text }, text),
    remove,
  );
}

import {
  type ComparisonIntent,
  type ComparisonPanelMemory,
  type ComparisonPanelState,
  type DataComparison,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html, required } from '../shared/dom';
import { connectPanel, type PanelPort } from '../shared/messagePort';
import { failureView, progressView, updateProgress, waitingView } from '../shared/panelStates';
import { alertList } from './alertList';
import { columnsList } from './columnsList';
import { fileName, pageHeader, schemaChanges } from './pageHeader';

connectPanel<ComparisonPanelState, ComparisonIntent>(
  ({ reference, current, target }): ComparisonPanelMemory => ({ reference, current, target }),
  (port) => {
    const root = required('root');
    let shown = false;
    return {
      onProgress(message, fraction) {
        const view = document.querySelector('.progress');
        if (view !== null) updateProgress(view, message, fraction);
      },
      onState(state) {
        const { comparison } = state;
        const title = `${fileName(state.reference)} → ${fileName(state.current)}`;
        if (comparison.state === 'ready') {
          shown = true;
          show(root, comparisonPage(state, comparison.value, port));
        } else if (comparison.state === 'waiting' && shown) {
          const busy = progressView(comparison.message, comparison.fraction);
          busy.classList.add('overlay');
          document.querySelector('.progress.overlay')?.remove();
          root.firstElementChild?.prepend(busy);
          root.firstElementChild?.setAttribute('aria-busy', 'true');
        } else if (comparison.state === 'waiting') {
          show(root, waitingView(title, comparison.message, comparison.fraction, port));
        } else {
          shown = false;
          show(root, failureView(title, comparison.error, port));
        }
      },
    };
  },
);

function show(root: HTMLElement, page: HTMLElement): void {
  const scrolled = window.scrollY;
  root.replaceChildren(page);
  window.scrollTo({ top: scrolled });
  requestDrawing();
}

function comparisonPage(
  state: ComparisonPanelState,
  comparison: DataComparison,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  return html(
    'main',
    { class: 'comparison' },
    pageHeader(state, comparison, port),
    alertList(comparison, port),
    schemaChanges(comparison),
    columnsList(comparison, port),
  );
}

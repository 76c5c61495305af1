import { type RunIntent, type RunPanelMemory, type RunPanelState } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { required } from '../shared/dom';
import { connectPanel } from '../shared/messagePort';
import { failureView, updateProgress, waitingView } from '../shared/panelStates';
import { comparisonPage } from './comparisonPage';
import { runPage } from './runPage';

connectPanel<RunPanelState, RunIntent>(
  ({ store, runId }): RunPanelMemory => ({ store, runId }),
  (port) => {
    const root = required('root');
    return {
      onProgress(message, fraction) {
        const view = document.querySelector('.progress');
        if (view !== null) updateProgress(view, message, fraction);
      },
      onState({ view, name, runId }) {
        const scrolled = window.scrollY;
        root.replaceChildren(page());
        window.scrollTo({ top: scrolled });
        requestDrawing();

        function page(): HTMLElement {
          switch (view.state) {
            case 'waiting':
              return waitingView(name, view.message, view.fraction, port);
            case 'failed':
              return failureView(name, view.error, port);
            case 'ready':
              return view.value.comparison?.parentRunId === runId
                ? comparisonPage(view.value, view.value.comparison, port)
                : runPage(view.value, port);
          }
        }
      },
    };
  },
);

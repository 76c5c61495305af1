import { type GridIntent, type GridPanelMemory, type GridPanelState } from '../../src/protocol';
import { required } from '../shared/dom';
import { connectPanel } from '../shared/messagePort';
import { failureView, updateProgress, waitingView } from '../shared/panelStates';
import { createGridPage, type GridPage } from './gridPage';

connectPanel<GridPanelState, GridIntent>(
  ({ path, view }): GridPanelMemory => ({ path, view }),
  (port) => {
    const root = required('root');
    let page: GridPage | undefined;
    return {
      onProgress(message, fraction) {
        const view = document.querySelector('.progress');
        if (view !== null) updateProgress(view, message, fraction);
      },
      onReply: (reply) => page?.take(reply),
      onState(state) {
        const hasRows =
          state.preview.state === 'ready' || state.rows.state === 'ready' || page !== undefined;
        if (hasRows) {
          if (page === undefined) {
            page = createGridPage(state, port);
            root.replaceChildren(page.element);
          }
          page.update(state);
        } else if (state.rows.state === 'waiting') {
          const { message, fraction } = state.rows;
          root.replaceChildren(waitingView(state.fileName, message, fraction, port));
        } else {
          root.replaceChildren(failureView(state.fileName, state.rows.error, port));
        }
        document.body.dataset['ready'] = '1';
      },
    };
  },
);

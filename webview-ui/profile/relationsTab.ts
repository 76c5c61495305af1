import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type ProfileIntent, type ProfilePanelState, type ProfileResult } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { choice } from '../shared/choice';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { orderedMeasures, searchedPairs, strongestPairs } from './correlationPairs';
import { pairSection } from './pairSection';
import { pairsData, relationHeatMap } from './relationHeatMap';
import { relationChoice } from './relationName';

const mostPairs = 25;

/** How the columns go together: a map of all pairs, the strongest of them, and one pair in detail. */
export function relationsTab(
  state: ProfilePanelState,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const { correlations } = profile;
  const measures = orderedMeasures(correlations.measures);
  const pair = pairSection(state, profile, port);
  const [standard] = measures;
  if (standard === undefined) {
    const reason = t('There are no two columns of a kind to compare.');
    return profile.columns.length < 2
      ? emptyView(reason)
      : html('div', {}, emptyView(reason), pair.element);
  }
  let name = measures.find((one) => one.name === port.recalled['measure'])?.name ?? standard.name;
  let search = typeof port.recalled['pairSearch'] === 'string' ? port.recalled['pairSearch'] : '';

  const content = html('div', { class: 'relations' });
  const note = html('p', { class: 'muted measure-definition' });
  const show = (): void => {
    const measure = measures.find((one) => one.name === name) ?? standard;
    const searched = searchedPairs(correlations, measure, search);
    note.textContent = measure.definition;
    if (searched.pairs.length === 0) {
      content.replaceChildren(emptyView(t('No pair matches “{0}”.', search)));
      return;
    }
    const listed = strongestPairs(correlations, searched, mostPairs).map((one, index) => ({
      pair: one,
      first: actionButton(`pair-${index}`, one.a, () => pair.choose(one.a, one.b), 'link'),
    }));
    for (const { pair: one, first } of listed) {
      first.setAttribute('aria-label', t('Show {0} against {1}', one.a, one.b));
    }
    content.replaceChildren(
      relationHeatMap(correlations, searched, port, (x, y) => pair.choose(x, y)),
      html(
        'section',
        { class: 'strongest' },
        html('h3', {}, t('Strongest pairs')),
        dataTable(pairsData(measure.name, listed)),
      ),
    );
  };
  const find = html('vscode-textfield', { id: 'pair-search', class: 'search', type: 'search' });
  find.placeholder = t('Find column…');
  find.label = t('Find column');
  find.value = search;
  find.addEventListener('input', () => {
    search = find.value;
    port.remember('pairSearch', search);
    show();
    requestDrawing();
  });
  show();
  return html(
    'div',
    {},
    html(
      'div',
      { class: 'filter-bar' },
      choice({
        id: 'measure',
        label: t('Measure'),
        options: measures.map((one) => ({ value: one.name, label: relationChoice(one.name) })),
        value: name,
        onChange: (chosen) => {
          name = measures.find((one) => one.name === chosen)?.name ?? standard.name;
          port.remember('measure', name);
          show();
        },
      }),
      find,
      note,
    ),
    content,
    pair.element,
  );
}

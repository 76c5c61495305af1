import { openRunStore } from '../../src/engine/tracking/openRunStore';

/**
 * A process that writes `count` runs to a store as fast as it can: `node storeWriter.cjs PATH NAME COUNT`. The tests bundle
 * it, so that two processes of ours can write at once.
 */
async function main([path, name, count]: readonly string[]): Promise<void> {
  const store = await openRunStore(path!, { create: true });
  const { experimentId } = await store.getOrCreateExperiment('shared');
  for (let i = 0; i < Number(count); i++) {
    const { runId } = await store.createRun({ experimentId, name: `${name} ${i}`, startTime: i });
    await store.logBatch(runId, {
      params: { writer: name! },
      metrics: [0, 1, 2].map((step) => ({ key: 'm', value: step, timestamp: step, step })),
    });
    await store.writeArtifact(runId, 'note.txt', `${name} ${i}`);
    await store.finishRun(runId, 'FINISHED', i + 1);
  }
  store.close();
}

void main(process.argv.slice(2));

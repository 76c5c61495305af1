import os from 'node:os';

const megabytes = (bytes) => (bytes === null ? '–' : `${Math.round(bytes / 1e6)} MB`);

function table({ title, detail, goal, distance, contenders }) {
  const [ours] = contenders;
  const rows = contenders.map((one) => {
    if (one.failure !== undefined) return `| ${one.name} | failed: ${one.failure} | | | |`;
    const slower = one === ours || ours.failure ? '1' : (one.seconds / ours.seconds).toFixed(2);
    const larger =
      ours.failure || ours.peakBytes === null || one.peakBytes === null
        ? '–'
        : (one.peakBytes / ours.peakBytes).toFixed(2);
    return `| ${one.name} | ${one.seconds.toFixed(2)} s | ${slower} | ${megabytes(one.peakBytes)} | ${larger} |`;
  });
  return `## ${title}

${detail} Goal: ${goal}.

| | wall time | ÷ ours | peak memory | ÷ ours |
|---|---|---|---|---|
${rows.join('\n')}
${distance === undefined ? '' : `\n${distance}\n`}`;
}

/** BENCHMARKS.md: the figures of one run, with the machine they were measured on. */
export function renderBenchmarks(results, { threads, repeats }) {
  const [cpu] = os.cpus();
  return `# Benchmarks

Written by \`npm run bench\`; every figure of one table comes from one run on one machine. "÷ ours" above 1 means that the
peer takes longer, or more memory, than Cuvette. Fastest of ${repeats} runs (the slowest peers run once); peak memory is the resident
memory of the process and its children, sampled.

Machine: ${cpu.model.trim()}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 1e9)} GB, ${os.platform()}-${os.arch()}, Node ${process.versions.node}; ${threads} threads for everyone.

${results.map(table).join('\n')}`;
}

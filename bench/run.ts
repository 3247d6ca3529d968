/** `npm run bench -- NAME`: measures, prints a table and keeps it under bench-results/. No test depends on it. */
const benches: Record<string, () => Promise<{ run(only: readonly string[]): Promise<void> }>> = {
  skeleton: () => import('./skeleton/run.ts'),
  streets: () => import('./streets/run.ts'),
};

const [name = '', ...only] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
await (await bench()).run(only);
process.exit(0);

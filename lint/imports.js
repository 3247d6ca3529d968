// The import direction (docs/ARCHITECTURE.md): `npx depcruise --config lint/imports.js src`.

/** Low ranks first: each slice may import those before its rank; slices of one rank do not know each other. */
const ranks = [
  ['kernel'],
  ['trail'],
  ['municipalities', 'ratings', 'files'],
  ['offices', 'places', 'partners'],
  ['people'],
  ['deadlines'],
  ['categories'],
  ['requests'],
  ['publication'],
  ['watching'],
  ['mail', 'live', 'statistics', 'open311', 'partner-work'],
  ['training'],
];
/** Beside the slices: looks and words have no domain, and every slice speaks. */
const OUTSIDE = ['ui', 'words'];

const severity = /** @type {const} */ ('error');
const slices = ranks.flat();
const folders = (/** @type {string[]} */ names) => `^src/lib/(?:${names.join('|')})/`;
const TESTS = '\\.test\\.ts$';
const PROCESSES = '^src/(?:[^/]+\\.ts|routes/|cli/|hooks\\.)';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const direction = ranks.flatMap((rank, at) =>
  rank.map((slice) => ({
    name: `from-${slice}`,
    comment: `${slice} imports only ${ranks.slice(0, at).flat().join(', ') || 'nothing of other slices'}`,
    severity,
    from: { path: folders([slice]), pathNot: TESTS },
    to: {
      path: [
        folders(slices.filter((other) => other !== slice && !ranks.slice(0, at).flat().includes(other))),
        PROCESSES,
      ],
    },
  })),
);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  ...direction,
  {
    name: 'unranked-slice',
    comment: 'a new slice gets a rank in lint/imports.js',
    severity,
    from: { path: '^src/lib/', pathNot: folders([...slices, ...OUTSIDE]) },
    to: {},
  },
  {
    name: 'look-without-domain',
    comment: 'src/lib/ui and src/lib/words know no slice',
    severity,
    from: { path: folders(OUTSIDE), pathNot: TESTS },
    to: { path: [folders(slices.filter((slice) => slice !== 'kernel')), PROCESSES] },
  },
  {
    name: 'look-from-below',
    comment: 'only ui folders, routes and hooks use the look',
    severity,
    from: { path: '^src/', pathNot: ['^src/lib/ui/', '^src/lib/[^/]+/ui/', '^src/routes/', '^src/hooks'] },
    to: { path: '^src/lib/ui/' },
  },
  {
    name: 'pure-stays-pure',
    comment: 'what stands beside server/ runs anywhere: it imports nothing from a server folder',
    severity,
    from: { path: '^src/lib/', pathNot: ['/server/', TESTS] },
    to: { path: '^src/lib/[^/]+/server/' },
  },
  ...slices.map((slice) => ({
    name: `private-of-${slice}`,
    comment: "another slice's server/internal is private",
    severity,
    from: { path: '^src/', pathNot: folders([slice]) },
    to: { path: `^src/lib/${slice}/server/internal/` },
  })),
  {
    name: 'kit-at-the-doors',
    comment: 'the domain runs without the web framework',
    severity,
    from: { path: '^(?:src|test|bench)/', pathNot: ['^src/routes/', '^src/hooks', '^src/app\\.d\\.ts$', '/ui/'] },
    to: { path: ['(?:^|/)@sveltejs/kit', '^\\$app/', '^\\$env/'] },
  },
  {
    name: 'launcher-alone',
    comment: 'the launcher shares no state with what it starts: only the parser of settings, and the worker as a whole',
    severity,
    from: { path: '^src/(?:main\\.ts$|launch/)' },
    to: {
      path: '^src/',
      pathNot: ['^src/launch/', '^src/lib/kernel/setting(?:s|-values)\\.ts$', '^src/worker\\.ts$'],
    },
  },
  {
    name: 'launcher-from-nowhere',
    comment: 'what is started never imports what starts it',
    severity,
    from: { path: '^src/', pathNot: ['^src/main\\.ts$', '^src/launch/', '^src/cli/', TESTS] },
    to: { path: '^src/(?:main\\.ts$|launch/)' },
  },
  {
    name: 'no-circle',
    severity,
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'tests-stay-out',
    comment: 'the program runs without its tests and without the tools of developers',
    severity,
    from: { path: '^src/', pathNot: TESTS },
    to: { path: ['^test/', '^e2e/', '^bench/', TESTS] },
  },
  {
    name: 'no-tools',
    comment: 'the program runs without what only developers install',
    severity,
    from: { path: '^src/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'found',
    severity,
    from: { path: '^(?:src|test|bench)/' },
    to: { couldNotResolve: true, pathNot: ['^\\$app/', '^\\$env/', '\\?no-inline$', '^\\./\\$types'] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/lib/words/compiled/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.svelte', '.json', '.scss', '.svg'],
    },
  },
};

#!/usr/bin/env node
/** The oldest Node that runs this: it takes TypeScript as it is, and has SQLite. */
const oldestNode = 24;

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  console.error(
    `cmbac needs Node ${oldestNode}, and this is ${process.version}; run \`npm ci\` and start it with \`npx cmbac\``,
  );
  process.exitCode = 4;
} else {
  const { main } = await import('./commands/program.ts');
  process.exitCode = await main(process.argv.slice(2));
}

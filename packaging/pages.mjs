// Writes the pages that are made from the sources: docs/errors.md and schemas/*.schema.json. A test keeps them equal.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'test/structure/pages.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, ESR_WRITE_PAGES: '1' },
});
process.exit(status ?? 1);

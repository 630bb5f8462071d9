import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pages } from '../support/page.ts';

const texts = [
  ...pages(),
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'kustomize-example/README.md',
]
  .filter((page) => existsSync(page))
  .map((page) => ({ page, text: readFileSync(page, 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '') }));

const links = texts.flatMap(({ page, text }) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) =>
    /^[a-z]+:/.test(target) ? [] : [{ page, target }],
  ),
);

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(page, 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

describe('links', () => {
  test.each([...new Set(links.map(({ page }) => page))])('of %s lead somewhere', (page) => {
    const broken = links
      .filter((link) => link.page === page)
      .filter(({ target }) => {
        const [file = '', anchor] = target.split('#');
        const wanted = file === '' ? page : path.join(path.dirname(page), file);
        if (!existsSync(wanted)) return true;
        return anchor !== undefined && wanted.endsWith('.md') && !anchorsOf(wanted).has(anchor);
      });
    expect(broken.map(({ target }) => target)).toEqual([]);
  });

  test('every page is reached from README.md', () => {
    const reached = new Set<string>();
    const visit = (page: string) => {
      if (reached.has(page)) return;
      reached.add(page);
      for (const { target } of links.filter((link) => link.page === page)) {
        const file = target.split('#')[0] ?? '';
        if (file.endsWith('.md')) visit(path.join(path.dirname(page), file));
      }
    };
    visit('README.md');
    expect(pages().filter((page) => !reached.has(page) && !/^docs\/(decisions|notes)\//.test(page))).toEqual([]);
  });
});

describe('pages that are named', () => {
  test.each(texts)('$page names pages that exist', ({ text }) => {
    const named = [...text.matchAll(/`(docs\/[\w/-]+\.md)`/g)].map(([, file = '']) => file);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { engines } from '../../plugin/engines/engine.ts';
import { bytesOf } from '../../plugin/go/byte-string.ts';
import { pages } from '../support/page.ts';

// These pages show another language, or Go templates as Helm wants them.
const others = ['docs/templates-handlebars.md', 'docs/helm.md', 'docs/errors.md'];

/** Go templates in the text of a page; a bar in a table is escaped, `…` stands for something. */
const templates = pages()
  .filter((page) => !others.includes(page))
  .flatMap((page) => {
    const text = readFileSync(page, 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '');
    const spans = [...text.matchAll(/(?<!`)`([^`\n]*\{\{[^`\n]*\}\}[^`\n]*)`(?!`)/g)].map(([, span = '']) =>
      span.replaceAll('\\|', '|'),
    );
    return spans.filter((span) => !/…|\{\{ "\{\{" \}\}/.test(span)).map((template) => ({ page, template }));
  });

describe('templates in the text of the pages', () => {
  test.each(templates)('$page: $template', async ({ template }) => {
    const { engine } = await engines.gotemplate();
    await expect(engine.compile(bytesOf(template), 'page')).resolves.toBeDefined();
  });
});

import { HandlebarsFault } from './handlebars-fault.ts';
import type { Position } from './nodes.ts';

const deepest = 100;

/**
 * Watches how deep blocks and calls are nested while a template is read.
 *
 * @remarks The package's parser copies its stack at each step: a few thousand levels would keep it busy for minutes.
 */
export class Nesting {
  /** For each open block how many levels it takes: `{{else if}}` nests as well. */
  readonly #blocks: number[] = [];
  #levels = 0;
  #calls = 0;

  /** @throws HandlebarsFault */
  token(name: string | undefined, at: Position): void {
    switch (name) {
      case 'OPEN_BLOCK':
      case 'OPEN_INVERSE':
      case 'OPEN_PARTIAL_BLOCK':
        this.#blocks.push(1);
        this.#levels += 1;
        break;
      case 'OPEN_INVERSE_CHAIN':
        this.#blocks.push((this.#blocks.pop() ?? 0) + 1);
        this.#levels += 1;
        break;
      case 'OPEN_ENDBLOCK':
        this.#levels -= this.#blocks.pop() ?? 0;
        break;
      case 'OPEN_SEXPR':
        this.#calls += 1;
        break;
      case 'CLOSE_SEXPR':
        this.#calls -= 1;
        break;
    }
    if (Math.max(this.#levels, this.#calls) > deepest) {
      throw new HandlebarsFault('TEMPLATE_PARSE', `blocks and calls are nested more than ${deepest} deep`, at);
    }
  }
}

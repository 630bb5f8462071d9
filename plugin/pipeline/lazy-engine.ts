import { type Engine, engines } from '../engines/engine.ts';

/** The name of a template language, as configuration and annotation write it. */
export type EngineName = keyof typeof engines;

/** A template language that loads when its first template is compiled. */
export function lazyEngine(name: EngineName): Engine {
  return {
    async compile(text, template) {
      const { engine } = await engines[name]();
      return engine.compile(text, template);
    },
  };
}

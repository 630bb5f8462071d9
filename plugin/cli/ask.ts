import { createInterface } from 'node:readline';

/** Asks the person at the terminal something that is answered with yes or no. No answer is no. */
export async function ask(question: string): Promise<boolean> {
  const conversation = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await new Promise<string>((resolve) => {
      // Ctrl+D says nothing.
      conversation.on('close', () => {
        process.stderr.write('\n');
        resolve('');
      });
      conversation.on('SIGINT', () => {
        // Restores the terminal, then ends as Ctrl+C ends any program.
        conversation.close();
        process.kill(process.pid, 'SIGINT');
      });
      conversation.question(`${question} [y/N] `, (text) => {
        conversation.removeAllListeners('close');
        resolve(text);
      });
    });
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    conversation.close();
  }
}

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, keymap, placeholder, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import type { HuntError, HuntWords } from '../api/hunting';
import { rangeOf, tokens, wordAt, type TokenKind } from './kql';

export interface Editor { set(text: string): void; show(error: HuntError | null): void; focus(): void; destroy(): void }
interface Options { text: string; words: () => HuntWords | null; changed: (text: string) => void; run: () => void }

const classes = Object.fromEntries((['keyword', 'function', 'text', 'number', 'comment', 'operator', 'name'] as TokenKind[]).map((k) => [k, Decoration.mark({ class: `kql-${k}` })])) as Record<TokenKind, Decoration>;

function colours(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const token of tokens(view.state.doc.toString())) builder.add(token.from, token.to, classes[token.kind]);
  return builder.finish();
}

const highlighting = ViewPlugin.fromClass(class {
  decorations: DecorationSet;
  constructor(view: EditorView) { this.decorations = colours(view); }
  update(update: ViewUpdate) { if (update.docChanged) this.decorations = colours(update.view); }
}, { decorations: (plugin) => plugin.decorations });

function complete(context: CompletionContext, words: HuntWords | null): CompletionResult | null {
  if (!words) return null;
  const at = wordAt(context.state.doc.toString(), context.pos);
  if (at.word === '' && !context.explicit && !at.afterPipe) return null;
  const options = at.afterPipe ? words.operators.map((w) => ({ label: w.name, detail: w.doc, type: 'keyword' }))
    : [...words.fields.map((w) => ({ label: w.name, detail: w.doc, type: 'property', boost: 1 })), ...words.functions.map((w) => ({ label: w.name, detail: w.doc, type: 'function' }))];
  return { from: at.from, options, validFor: /^[\w.-]*$/ };
}

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '13.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', maxHeight: '240px', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)', minHeight: '84px' },
  '.cm-line': { padding: '0 14px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--accent-line)' },
  '.cm-placeholder': { color: 'var(--ink-faint)' },
  '.kql-keyword': { color: 'var(--code-keyword)', fontWeight: '600' }, '.kql-function': { color: 'var(--code-function)' }, '.kql-text': { color: 'var(--code-text)' },
  '.kql-number': { color: 'var(--code-number)' }, '.kql-comment': { color: 'var(--code-comment)', fontStyle: 'italic' }, '.kql-operator': { color: 'var(--ink-soft)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1.5px', textUnderlineOffset: '4px' },
  '.cm-tooltip': { border: '1px solid var(--line)', borderRadius: '8px', background: 'var(--raised)', color: 'var(--ink)', boxShadow: 'var(--shadow-high)', overflow: 'hidden' },
  '.cm-tooltip-lint': { padding: '4px 8px', fontFamily: 'var(--font)', fontSize: '13px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12.5px', maxHeight: '230px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--selected)', color: 'var(--ink)' },
  '.cm-completionDetail': { fontFamily: 'var(--font)', fontStyle: 'normal', color: 'var(--ink-soft)', marginLeft: '14px' },
});

/**
 * Puts an editor into a place on the page. It lives in a shadow root: there CodeMirror adopts its style sheets through the API for them,
 * while in the page itself it would add style elements, which the content security policy forbids.
 */
export function makeEditor(place: HTMLElement, options: Options): Editor {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const state = EditorState.create({
    doc: options.text,
    extensions: [
      history(), highlighting, look, closeBrackets(), placeholder('events\n| where host == "SRV-DC1"'), EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Query in KQL. Control and Enter runs it; Escape then Tab leaves the editor.' }),
      autocompletion({ override: [(context) => complete(context, options.words())], icons: false }),
      keymap.of([{ key: 'Mod-Enter', run: () => { options.run(); return true; } }, { key: 'Tab', run: acceptCompletion }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => { if (update.docChanged) options.changed(update.state.doc.toString()); }),
    ],
  });
  const view = new EditorView({ state, root, parent: root as unknown as Element });
  return {
    set(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    show(error) {
      const range = error ? rangeOf(view.state.doc.toString(), error.line, error.column, error.length) : null;
      view.dispatch(setDiagnostics(view.state, error && range ? [{ ...range, severity: 'error', message: error.hint ? `${error.message}. ${error.hint}` : error.message }] : []));
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

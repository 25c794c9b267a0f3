// Bidirectional controls, zero-width marks and tag characters; joiners stay, scripts and emoji need them.
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}\p{Cs}]/gu;

/** Control characters become spaces; what reorders or hides text goes (Unicode TR 36, "Trojan Source"). Line breaks stay. */
export const visible = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\p{Cc}/gu, (control) => (control === '\n' ? control : ' '))
    .replace(HIDDEN, '');

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * To be written behind a name: a left-to-right mark where its script runs from right to left, because a number or a name
 * that follows would be shown before it.
 */
export const behindName = (name: string): string => (RIGHT_TO_LEFT.test(name) ? '\u200e' : '');

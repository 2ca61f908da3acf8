import type { ReactNode } from 'react';

/**
 * The Markdown that articles are written in: headings, paragraphs, lists, quotes, tables, code, bold, italics. Links and raw HTML are
 * shown as the text they are: an article opens nothing and runs nothing.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="md">{blocks(text).map((block, at) => <Block key={at} lines={block} />)}</div>;
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** Lines that belong together: what stands between blank lines, and headings alone. */
export function blocks(text: string): string[][] {
  const all: string[][] = [];
  let open: string[] = [];
  let inCode = false;
  const close = () => {
    if (open.length > 0) all.push(open);
    open = [];
  };
  for (const line of text.replaceAll('\r', '').split('\n')) {
    if (line.startsWith('```')) {
      if (!inCode) close();
      open.push(line);
      if (inCode) close();
      inCode = !inCode;
    } else if (inCode) open.push(line);
    else if (!line.trim()) close();
    else if (/^#{1,6} /.test(line)) {
      close();
      all.push([line]);
    } else {
      const first = open[0];
      if (first !== undefined && ITEM.test(line) && !ITEM.test(first)) close();
      open.push(line);
    }
  }
  close();
  return all;
}

function Block({ lines }: { lines: string[] }) {
  const first = lines[0] ?? '';
  if (first.startsWith('```')) return <pre tabIndex={0}>{lines.slice(1).filter((line) => !line.startsWith('```')).join('\n')}</pre>;
  if (/^#{1,6} /.test(first)) return <h3>{spans(first.replace(/^#+ /, ''))}</h3>;
  if (ITEM.test(first)) return <Items lines={lines} />;
  if (first.startsWith('>')) return <blockquote>{spans(lines.map((line) => line.replace(/^>\s?/, '')).join(' '))}</blockquote>;
  if (first.startsWith('|') && /^[|\s:-]+$/.test(lines[1] ?? '')) return <Table lines={lines} />;
  return <p>{spans(lines.join(' '))}</p>;
}

function Items({ lines }: { lines: string[] }) {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const list = items.map((item, at) => <li key={at}>{spans(item)}</li>);
  return /^\s*\d/.test(lines[0] ?? '') ? <ol>{list}</ol> : <ul>{list}</ul>;
}

const cells = (line: string) => line.replace(/^\||\|\s*$/g, '').split('|').map((cell) => cell.trim());

function Table({ lines }: { lines: string[] }) {
  const [head = '', , ...rows] = lines;
  return (
    <table>
      <thead>
        <tr>
          {cells(head).map((cell, at) => (
            <th key={at} scope="col">
              {spans(cell)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {cells(row).map((cell, column) => (
              <td key={column}>{spans(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SPAN = /(\*\*[^*]+\*\*|`[^`]+`|\*[^*\s][^*]*\*)/;

function spans(text: string): ReactNode[] {
  return text.split(SPAN).map((part, at) => {
    if (part.startsWith('**') && part.length > 4) return <b key={at}>{part.slice(2, -2)}</b>;
    if (part.startsWith('`') && part.length > 2) return <code key={at}>{part.slice(1, -1)}</code>;
    if (part.startsWith('*') && part.length > 2) return <em key={at}>{part.slice(1, -1)}</em>;
    return part;
  });
}

import { useEffect, useRef, useState } from 'react';
import { paths, useDo, useNeeded } from '../api/desk';
import type { Article, Found, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { Markdown } from '../kit/Markdown';
import { Failure } from '../kit/states';
import { notifyOf } from '../kit/telling';

/** An article that somebody wants to see, and the search that found it. */
export interface Wanted {
  id: string;
  search?: number;
}

/** What belongs to the step, what can be looked for, and the article that is open. */
export function Knowledge({ window, wanted, onWant }: { window: Window; wanted: Wanted | null; onWant: (wanted: Wanted | null) => void }) {
  const needed = useNeeded(window.caseFile?.id, window.caseFile?.step);
  const articles = needed.data?.articles ?? [];
  if (wanted) return <Opened key={wanted.id} window={window} wanted={wanted} onBack={() => onWant(null)} />;
  return (
    <>
      <section className="kb">
        <h2>For this step</h2>
        {needed.error ? (
          <Failure problem={needed.error} onRetry={() => void needed.refetch()} />
        ) : articles.length === 0 ? (
          <p className="mut">No article is tied to this step.</p>
        ) : (
          <ul>
            {articles.map((each) => (
              <li key={each.id}>
                <Icon of="book" />
                <span>
                  <button type="button" className="link" onClick={() => onWant({ id: each.id })}>
                    {each.title}
                  </button>
                  <small className="mut"> version {each.version.slice(0, 6)}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Search window={window} onWant={onWant} />
    </>
  );
}

function Search({ window, onWant }: { window: Window; onWant: (wanted: Wanted) => void }) {
  const [query, setQuery] = useState('');
  const search = useDo<Found>();
  const found = search.data;
  return (
    <section className="kb">
      <h2>Look for an article</h2>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (query.trim()) search.mutate({ path: paths.search, body: { query: query.trim(), case: window.caseFile?.id ?? null } }, { onError: notifyOf });
        }}
      >
        <Field label="Words or a question" hint="No names and no numbers of customers.">
          {(field) => <input {...field} type="search" data-search="" maxLength={400} value={query} onChange={(event) => setQuery(event.target.value)} />}
        </Field>
        <div className="acts">
          <Button type="submit" busy={search.isPending} locked={query.trim() ? null : 'Write what to look for'}>
            Search
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {found?.results.length === 0 && <p className="mut">Nothing was found. It is on the list of what is missing.</p>}
      </div>
      {found && found.results.length > 0 && (
        <ul>
          {found.results.map((each) => (
            <li key={each.id}>
              <Icon of="book" />
              <span>
                <button type="button" className="link" onClick={() => onWant({ id: each.id, search: found.search })}>
                  {each.title}
                </button>
                <small className="mut excerpt">{each.excerpt}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Opening it is what counts as shown; whether it helped is asked beneath. */
function Opened({ window, wanted, onBack }: { window: Window; wanted: Wanted; onBack: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(false);
  const open = useDo<Article>();
  const { mutate } = open;
  useEffect(() => {
    if (asked.current) return; // once, however often it is drawn
    asked.current = true;
    mutate({ path: paths.openArticle(wanted.id), body: { search: wanted.search ?? null, case: window.caseFile?.id ?? null } });
  }, [mutate, wanted, window.caseFile?.id]);
  const article = open.data;
  useEffect(() => {
    if (article) heading.current?.focus();
  }, [article]);
  return (
    <section className="kb article">
      <Button kind="quiet" onClick={onBack}>
        All articles
      </Button>
      {open.error && <Failure problem={open.error} />}
      {article && (
        <>
          <h2 ref={heading} tabIndex={-1}>
            {article.title}
          </h2>
          <p className="mut">
            Version {article.version.slice(0, 6)}
            {article.from > '1970-01-01' && `, since ${article.from}`}
            {article.until && `, until ${article.until}`}, by {article.owner}
          </p>
          <div lang={article.language}>
            <Markdown text={article.markdown} />
          </div>
          <Verdict showing={article.showing} />
        </>
      )}
    </section>
  );
}

function Verdict({ showing }: { showing: number }) {
  const [note, setNote] = useState('');
  const judge = useDo<{ helpful: boolean }>();
  const said = judge.data?.helpful;
  const say = (helpful: boolean) => judge.mutate({ path: paths.verdict(showing), method: 'PUT', body: { helpful, note: note.trim() } }, { onError: notifyOf });
  return (
    <div className="verdict">
      <div className="acts" role="group" aria-label="Did this help?">
        <span>Did this help?</span>
        <Button aria-pressed={said === true} onClick={() => say(true)}>
          Yes
        </Button>
        <Button aria-pressed={said === false} onClick={() => say(false)}>
          No
        </Button>
      </div>
      <p className="mut" aria-live="polite">
        {said === true && 'Noted: it helped.'}
        {said === false && 'Noted. It is on the list of what to mend.'}
      </p>
      {said === false && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            say(false);
          }}
        >
          <Field label="What was missing?" optional>
            {(field) => <input {...field} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <Button type="submit" busy={judge.isPending}>
            Add it
          </Button>
        </form>
      )}
    </div>
  );
}

# What the bot says, in English.
# A line is a block: "# " heading, "> " quotation, "- " item, "~ " note. *bold*, _italic_ and `code` work inside a line.
# Inserted values never carry markup.

## Commands, as the menus show them

command-find = Find passages by their words
    .words = words or a "phrase"
    .pack = only in this pack
command-like = Find passages like some words
    .menu = Find passages like this
    .text = the words
    .pack = only in this pack
command-quote = Check a quotation as you remember it
    .menu = Check this quotation
    .text = the words you remember
    .pack = only in this pack
command-concordance = Show words in their contexts, line by line
    .words = words or a "phrase"
    .pack = only in this pack
command-frequency = Show how often words occur over time
    .words = words or a "phrase"
    .pack = only in this pack
command-passage = Open a passage by its reference
    .reference = for example: John 3:16-18
command-context = Show what stands before and after a passage
    .reference = the passage, as in its citation
command-compare = Show a passage in several editions, one below the other
    .reference = the passage, as in its citation
command-source = Where a passage is from, and on which terms
    .reference = the passage, as in its citation
command-random = Show a passage picked at random
    .pack = only from this pack
command-discuss = A passage with one open question
    .topic = a topic, a reference or some words
command-ask = Ask for a reference, a quotation or words
    .text = whatever you remember
command-about = What this library holds, and on which terms
    .pack = the pack to tell about
command-help = What can be asked, and how
command-start = Begin here
    .link = where a link leads
command-page = Turn the page of a search
    .offset = how many results to skip
    .query = what was searched
    .pack = the pack searched
command-lines = Turn the page of a concordance
    .turn = where the page begins
    .query = what was searched
    .pack = the pack searched
command-turn = Open the passage before or after
    .passage = the passage
command-question = Ask another question about a passage
    .passage = the passage
    .number = which question

## Buttons

button-previous = Previous
button-next = Next
button-context = Context
button-discuss = Discuss
button-more = More
button-back = Back
button-help = Help
button-random = Random passage
button-whole = Whole passage
button-search = Search that
button-invite-group = Add to a group
button-invite-channel = Add to a channel
button-subscribe = Order a daily passage
button-subscriptions = What is posted there
button-share = Share
button-cited = In order
button-relevance = Best first
button-concordance = In context
button-frequency = Over time
button-about-which = The text itself
button-another = Another question
button-passage = The passage
button-try = Try it
button-copy = Copy
button-copy-citation = Copy citation

## A quotation judged

verdict-exact = *Word for word.*
verdict-typographic = *The same words*; only spelling, case or punctuation differ.
verdict-close = *Nearly*: some words are different.
verdict-altered = *Not as it stands*, and the meaning is another: { $changes }.
verdict-misattributed = *The words are right, the source is another*: not { $claimed }, but { $source }.
verdict-form = *A popular form* of this passage, which reads:
verdict-also = ~ Also: { $citations }
verdict-none = *Not in this library*, as far as I can find.
    ~ That says nothing about whether it was ever said or written.
verdict-none-near = *Not in this library* in these words. The nearest passage is:
difference-yours = You wrote: { $words }
difference-theirs = The text has: { $words }
changed-negation-added = a negation was added (“{ $yours }”)
    .replaced = a negation was added (“{ $yours }” for “{ $theirs }”)
changed-negation-dropped = a negation was left out (“{ $theirs }”)
    .replaced = a negation was left out (“{ $yours }” for “{ $theirs }”)
changed-places = two words changed places (“{ $first }” and “{ $second }”)
changed-number = a number is another (“{ $yours }” for “{ $theirs }”)
changed-opposite = a word says the opposite (“{ $yours }” for “{ $theirs }”)
changed-name = a name is another (“{ $yours }” for “{ $theirs }”)
quote-what = Which words do you remember? For example: `/quote { $example }`
    ~ Or answer somebody's message with /quote to check what it says.

## A search

found =
    { $passages ->
        [one] One passage
       *[other] { $passages } passages
    } in { $works ->
        [one] one work
       *[other] { $works } works
    } for “{ $query }”
found-part = ~ { $first }–{ $last } of { $passages }. A number opens its passage.
found-all = ~ A number opens its passage.
found-hit = *{ $number }.* { $words } — _{ $citation }_
found-unread = ~ Not counted: { $words }
found-nothing = Nothing was found for “{ $query }”.
found-unasked = ~ Say also a word that shall be there.
found-suggestion = Did you mean “{ $suggestion }”?
found-broader = A broader search would be “{ $broader }”.
find-what = Which words shall I look for? For example: `/find { $example }`

like = *Nearest in this library*
like-nothing = Nothing in this library comes near to that.
like-what = Passages like which words? For example: `/like { $example }`

concordance-place = ~ { $numbers }: { $citation }
concordance-what = Which words shall I show in their contexts? For example: `/concordance { $example }`
frequency =
    “{ $query }”: { $times ->
        [one] once
       *[other] { $times } times
    } in { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }
frequency-most = Most often in { $years }: { $share } times in ten thousand words.
frequency-once = ~ All that is dated here is of one time, so there is nothing to compare.
frequency-undated =
    ~ { $times ->
        [one] One of them has no date and is
       *[other] { $times } of them have no date and are
    } left out.
frequency-what = How often do which words occur? For example: `/frequency { $example }`
picture-frequency = Times in 10,000 words
picture-frequency-of = { $query }: times in 10,000 words

## One box

edition-turned = ~ In your language. As it stands first in this library: `/passage { $citation }`
edition-yours = ~ In your language:
asked-reference = ~ Taken as a reference.
asked-quotation = ~ Taken as a quotation.
asked-words = ~ No quotation I know, so I searched for the words.
asked-words-only = ~ I searched for the words.
asked-nothing = Nothing in this library answers to “{ $text }”: no reference, no quotation, no words in common.
    ~ /help tells what can be asked.
ask-what = What do you remember: a reference, a line, or some words? For example: `{ $example }`

## Passages

passage-what = Which passage? For example: `/passage { $example }`
passage-unknown = “{ $reference }” is no reference that I can read. For example: `{ $example }`
    ~ To look for words, use /find.
reference-beyond = { $name } has no { $reference }: it runs from { $first } to { $last }.
reference-long = That is more than { $most } passages at once. Ask for a chapter, or a shorter run.
passage-gone = That passage is no longer in this library.
passage-retired = Its editor has taken that passage out. The rest of the work is still here.
passage-companion = ~ To go with it:
passage-term = - *{ $term }*: { $words }
context-what = The context of which passage? For example: `/context { $example }`
compare-what = Which passage in several editions? For example: `/compare { $example }`
compare-none = There is one edition of { $citation } in this library, or no other has that place.
source-what = The source of which passage? For example: `/source { $example }`
source-work =
    # { $citation }
    - Source: { $source }
    - Licence: { $licence }
source-note = ~ { $note }
source-held = ~ It can be looked up here, but is not posted on schedule: its licence does not allow it.
library-empty = This library holds nothing yet. Its operator adds works with `commonplace import`.
pack-unknown = There is no pack “{ $pack }” here. There are: { $packs }.
question-lost = I can no longer tell what was asked there. Please ask again.

## Discussion

discuss-nothing = I found nothing about “{ $topic }” to discuss.
discuss-question = *{ $question }*
prompt-agree = Which part of this would you sign, and which part would you strike out?
prompt-doubt = Who would disagree with this, and what would be their best reason?
prompt-today = Where does one meet this today, close to home?
prompt-missing = What does this leave unsaid?
prompt-own = When did you last see this come true, or fail to?
prompt-word = Which single word carries the most weight here, and would you keep it?

## About, help, start

about-library =
    # This library
    { $passages ->
        [one] One passage
       *[other] { $passages } passages
    } from { $works ->
        [one] one work
       *[other] { $works } works
    }:
about-pack = - *{ $title }* (`{ $name }`): { $works ->
        [one] one work
       *[other] { $works } works
    }, { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }. { $licences }
about-unposted = Part of it may be looked up but is not posted on schedule, as its licence does not allow it.
about-bot =
    ~ Commonplace { $version }, a free program under the MIT licence. What you ask is neither kept nor logged.
about-pack-title = # { $title }
about-work = - *{ $title }*{ $named }. Licence: { $licence }. Source: { $source }
about-works-more = ~ … and { $count } more.
about-unknown = not stated
help =
    # What you can ask
    { $commands }
    ~ In a private chat just write: I try it as a reference, then as a quotation, then as words to search.
help-command = - { $command }: { $summary }
start =
    # A library to talk with
    Write what you remember, and I find where it stands and how faithful it is. Try:
start-try = - `{ $line }`
profile-short = Finds passages and checks quotations in a library, in any chat, and posts one a day.
profile-description = Write what you remember: a line, a reference, or some words. I find where it stands in this bot's library and say how faithful it is, with the citation. In a group, /quote as an answer to a message checks what it says, and /subscribe brings a passage every day.
greeting = Hello. I look up passages and check quotations in this group's library: /quote checks a line, /help tells the rest.
greeting-channel = I may post there now. Shall a passage come every day?
    ~ Press, or answer this message with /subscribe 07:30 Lisbon weekdays. Only the channel's admins can; nothing is posted until you order it.

## Results in any chat

inline-exact = Word for word: { $citation }
inline-typographic = The same words: { $citation }
inline-close = Nearly: { $citation }
inline-altered = Not as it stands: { $citation }
inline-misattributed = From another source: { $citation }
inline-hint = What to type here
inline-how =
    In any chat, type my name and then what you remember: some words, a quotation, or a reference. I show the passages that fit; the one you choose is posted with its citation.
    - `{ $find }`
    - `{ $quote }`

## When it cannot be done

unknown-command = There is no command `{ $name }`.
    ~ /help lists what there is.
unknown-command-near = There is no command `{ $name }`. Did you mean { $near }?
not-yours = Only whoever asked turns these pages here. Ask yourself, and you get pages of your own.
paging-anyone = Here anyone turns the pages of an answer. `/paging asker` leaves it to whoever asked.
paging-asker = Here only whoever asked turns the pages of an answer. `/paging anyone` lets everybody.
paging-wrong = “{ $who }” is no choice. There are `anyone` and `asker`.
invite-first = I am not a member here, so I can post nothing unasked. Somebody who manages the server can invite me: { $address }
admins-only = Only this group's admins can do that.
too-fast = One moment, please: ask again in { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    }.
try-later = I could not find out whether you may do that: the platform does not answer just now. Please try again in a minute.
apology = Something went wrong on my side, and I have noted it for the operator. Please try again.

## Why a place gets no more posts

gone-blocked = The bot was blocked there: unblock it to go on.
gone-deactivated = That account was deleted; nothing can be posted to it.
gone-left = The bot was taken out of that chat; add it again to go on.
gone-deleted = That chat is no longer there: subscribe in another.
gone-moved = The group became a supergroup; its subscriptions went along.
gone-topic-closed = The topic was closed: reopen it, or make the bot an admin with the right “Manage Topics”.
gone-topic-deleted = The topic was deleted. In another one, /subscriptions offers to move what it had there.
gone-permission = The bot may not write there: allow members “Send Text Messages”, or make the bot an admin.
gone-permission-channel = The bot may not write there: make it an admin of the channel with the right “Post Messages”.
gone-permission-send = The bot may not write there: grant it “Send Messages” in that channel.
gone-permission-threads = The bot may not write there: grant it “Send Messages in Threads” in the thread's channel.
gone-refused = The platform refused the post: mend what it says, then press Resume under /subscriptions.
gone-access = The bot may not see that channel: grant it “View Channel” there.
gone-archived = The thread is archived and the bot may not open it: open it again, or grant the bot “Manage Threads”.
gone-locked = The thread is locked: unlock it, or grant the bot “Manage Threads”.
gone-tag = That forum wants a tag on every post: name one with the option “tag” of /edit.
gone-tag-unknown = That forum has no tag of the name that was ordered: name another with the option “tag” of /edit.
gone-permission-forum = The bot may not post there: grant it “Create Posts” in that forum.
gone-kind = Nothing can be posted into that kind of channel: subscribe in a text channel.
gone-told = The passages ordered for { $place } no longer come.
gone-place = a chat that you look after
gone-after = ~ Everything is kept as it was ordered. When it is mended, press Resume under /subscriptions there.
gone-automod = The server's AutoMod refused the words: make an exception for the bot to go on.

## The daily passage

command-subscribe = Order a passage of the day
    .time = when: 07:30, 7.30pm, noon, between 7 and 8
    .zone = your time zone or city: Europe/Berlin, Lisbon
    .days = on which days: daily, weekdays, mon,wed,fri
    .source = a pack, a work or a topic
    .channel = for another channel, thread or forum
    .role = the one role to mention with each post
    .tag = the tag of posts in a forum
    .announce = in an announcement channel: pass each post on to followers
command-paging = Choose who may turn the pages of an answer
    .who = anyone, or only whoever asked
command-subscriptions = What is posted here, and when
    .channel = of another channel, thread or forum
command-unsubscribe = End a subscription
    .number = its number, as the list shows it
    .channel = of another channel, thread or forum
command-today = The passage of today
command-why = What comes next, and what became of the last posts
    .number = the number of a subscription
    .channel = of another channel, thread or forum
command-daily = Change a subscription
    .action = what to do
    .number = its number
daily-date = ~ { $day }
daily-subscribed = *Subscribed*: { $order }.
daily-order = { $days } { $hour } ({ $zone }), { $source }{ $manner }
daily-at = at { $at }
daily-window = between { $start } and { $end }, here at { $own }
daily-changed = *Changed*: { $number }. { $order }.
daily-never = Nothing would ever be due that way. Look at the dates: does the end come before the start, or is it past?
daily-shuffle = shuffled
daily-date-order = by date
daily-prompted = with a question
daily-hidden = hidden until it is tapped
daily-role = with the mention of a role
daily-tag = with the tag { $tag }
daily-spread = passed on to followers
daily-prompt-first = the question first
daily-portion = { $passages } passages at a time
daily-words = about { $words } words at a time
daily-shortest = passages of at least { $words } words
daily-longest = passages of at most { $words } words
daily-weights = by weights ({ $weights })
daily-ends = ~ At this pace it is read to its end on { $day }.
portion-wrong = { $portion } passages are not what one post can hold: from 1 to { $most }.
words-wrong = { $words } words are not what one post can hold: from { $fewest } to { $most }.
length-wrong = No passage has from { $shortest } to { $longest } words. For example: at most 80 words, at least 20 words, 20-80 words
length-none = Nothing { $source ->
        [none] in this library
       *[other] of { $source }
    } is of that length. “any length” takes all again.
weight-wrong = “{ $work } { $weight }” is no weight: it goes from 1 to { $most }.
window-wrong = From { $start } to { $end } is no window: it lasts from 2 minutes to { $hours } hours, for example 19:00-20:00.
daily-silent = without a sound
daily-quiet = not between { $start } and { $end }
daily-until = until { $day }
daily-everything = from the whole library
daily-elsewhere = ~ Posted in { $place }.
daily-next = Next: { $moment }.
daily-over = ~ Nothing more is due.
daily-waits = Paused.
daily-item = *{ $number }.* { $order }.
daily-list = *What is posted here.* A number shows what can be changed.
daily-stranded = *Of another topic or channel here*, which can no longer be posted to:
daily-which = *Which one shall end?*
daily-none = Nothing is posted here on schedule yet. For example: /subscribe 07:30 Europe/Berlin weekdays
daily-unsubscribed = *Ended*: { $number }. { $order }.
daily-offset = ~ { $zone } is a fixed offset: it does not follow summer time. A city does.
daily-preview = ~ To be posted { $moment }:
daily-done-pause = Paused.
daily-done-resume = It goes on.
daily-done-skip = The next one is left out.
daily-done-post = It is being posted now.
daily-done-catch = What was missed is being posted now.
daily-missed =
    ~ { $posts ->
        [one] One post was missed; Catch up brings it.
       *[other] { $posts } posts were missed; Catch up brings them.
    }
daily-caught-up = ~ It was made up for later.
daily-last = ~ Last posted here on { $day }.
daily-past = { $moment }: { $state ->
        [queued] waiting to be posted
        [sending] being posted
        [sent] posted
        [unknown] perhaps posted: the platform gave no answer
        [failed] not posted
       *[skipped] left out
    }.
daily-appreciated =
    ~ { $people ->
        [one] One person reacted kindly.
       *[other] { $people } people reacted kindly.
    }
daily-past-none = ~ Nothing has been posted yet.
daily-platform = ~ The platform said: { $words }
daily-full = There are { $most } subscriptions here, and that is the most. End one first: /unsubscribe
daily-again = That is ordered already, as number { $number }.
daily-unknown = There is no subscription number { $number } here. /subscriptions lists them.
daily-ended = ~ It was ended.
daily-paused = ~ An admin paused it.
daily-skipped = ~ An admin left it out.
command-edit = Change a subscription: its time, zone, days, source, order or manner
    .number = its number, as the list shows it
    .words = what shall be different: 08:00 weekdays, question first
    .channel = for another channel, thread or forum
    .role = the one role to mention with each post
    .tag = the tag of posts in a forum
    .announce = in an announcement channel: pass each post on to followers
command-order = Order a passage of the day step by step
    .source = what to read
    .days = on which days
    .time = at what time
    .zone = in which time zone
edit-which = Which subscription? Say its number and what shall be different, for example: /edit 1 08:00 weekdays
edit-how = ~ Press, or type what shall be different: `/edit { $number } 08:00 weekdays`, `/edit { $number } paused until 2030-01-01`
button-edit-passage-only = Passage only
button-edit-with-question = With a question
button-edit-question-first = Question first
button-edit-in-sequence = In sequence
button-edit-shuffled = Shuffled
button-edit-by-date = By date
button-edit-silent = Silent
button-edit-with-sound = With sound
order-source = *Which passages shall come?*
order-days = *On which days?*
order-time = *At what time?*
order-zone = *By the clock of which city?*
order-offset = *By which offset from UTC?* An offset does not follow summer time; where clocks change, a city is better.
order-by-offset = By offset …
order-typed = ~ Or type it all: `{ $line }`
order-everything = The whole library
order-days-daily = Every day
order-days-weekdays = Weekdays
order-days-weekends = Weekends
order-days-sun = Sundays
date-wrong = “{ $date }” is no day of the calendar. Write it as 2026-12-01.
days-daily = every day
days-weekdays = on weekdays
days-weekends = at weekends
days-every = every { $days } days
days-month = on day { $days } of the month
days-0 = Monday
days-1 = Tuesday
days-2 = Wednesday
days-3 = Thursday
days-4 = Friday
days-5 = Saturday
days-6 = Sunday
button-daily-preview = Preview
button-daily-skip = Skip next
button-daily-post = Post now
button-daily-pause = Pause
button-daily-catch = Catch up
button-daily-resume = Resume
button-daily-move = Move { $number } here
button-daily-edit = Edit
button-daily-end = End
time-missing = When shall it be posted? For example: /subscribe 07:30 Europe/Berlin weekdays
time-wrong = “{ $time }” is no time of day. It goes from 00:00 to 23:59, for example 07:30 or 7.30pm.
days-wrong = “{ $days }” are no days that I can read. For example: daily, weekdays, mon,wed,fri, every 3 days, the 1st and 15th
zone-missing = In which time zone? Name a city, for example: /subscribe 07:30 Europe/Berlin weekdays
zone-unknown = “{ $zone }” is no time zone that I know. Name a large city near you, for example Berlin.
zone-offset = No clock of mine is set to “{ $zone }” by name. A city knows it, summer time included: { $near }
zone-unknown-near = “{ $zone }” is no time zone that I know. Did you mean { $near }?
source-unknown = There is no pack, work or topic “{ $source }” here. /about lists what there is.
source-unknown-near = There is no pack, work or topic “{ $source }” here. Did you mean { $near }?
source-unpostable = “{ $source }” can be looked up, but its licence does not allow posting it on schedule.
    ~ The operator may allow it with `{ $setting }` in its pack.
delivery-late = ~ It came too late to be posted: the bot was out of order then. The next one comes as planned; Catch up under /subscriptions brings what was missed.
delivery-cut-off = ~ The bot was stopped while it was posting.
delivery-source-empty = ~ Its source has nothing that may be posted: choose another with /edit.
why-coming = Then comes { $passages }, in { $where }.
why-here = this chat
why-reader = ~ By your own clock ({ $zone }): { $moment }.
why-idle = ~ Yesterday, { $day }, was none of its days.
why-again = ~ It is tried again { $moment }.
why-unknown = ~ Look whether it stands here. It is not sent again by itself, so that nothing comes twice; Post now under /subscriptions sends the next.
daily-lost = *Ended by itself.*
delivery-bug = ~ Something went wrong on my side, and I have noted it for the operator.

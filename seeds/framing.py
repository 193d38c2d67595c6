"""Our own reader: the frames of the table, held against every clause and event noun of a document."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.article import Span
from seeds.candidates import Candidate, Scene
from seeds.casting import Casting
from seeds.dating import when_of
from seeds.frames import FrameTable, frame_table
from seeds.ledger import Story
from seeds.phrases import NounPhrase, span_of
from seeds.placing import where_of
from seeds.proposals import Proposal
from seeds.proposing import propose
from seeds.speech import drop_doubled_speech, statements
from seeds.status import standing
from seeds.text import Document, Sentence
from seeds.times import find_times


class Frames:
    """The default proposer. What it finds keeps the clause it was found in; only for others is it spans alone."""

    def __init__(self, table: FrameTable | None = None) -> None:
        self.table = table or frame_table()

    def scene(self, sentence: Sentence, casting: Casting) -> Scene:
        """A sentence with all that its frames propose."""
        scene = propose(sentence, self.table, persons=casting.persons)
        scene.candidates = [*scene.candidates, *statements(scene, self.table, casting.actors_of)]
        drop_doubled_speech(scene)
        return scene

    def propose(self, document: Document) -> Iterator[Proposal]:
        """The candidates as any other reader would propose them.

        >>> from seeds.article import Article
        >>> document = Document(Article(id="x", text="Police arrested two men in Tabriz on 5 May 2021."))
        >>> [proposal] = Frames().propose(document)
        >>> proposal.kind, proposal.trigger.of(document.text), proposal.time.of(document.text)
        ('detain', 'arrested', 'on 5 May 2021')
        """
        story = Story(document, self.table, find_times(document))
        casting = Casting(document, self.table, story)
        for sentence in document.sentences:
            if sentence.told and sentence.tokens:
                scene = self.scene(sentence, casting)
                yield from (_proposal(made, scene, story) for made in scene.candidates)


def _proposal(made: Candidate, scene: Scene, story: Story) -> Proposal:
    def spans(nouns: list[NounPhrase]) -> tuple[Span, ...]:
        return tuple(span_of(scene.sentence, m.start, m.end) for noun in nouns for m in noun.members or (noun,))

    speaker = standing(made, frequent=False).speaker
    return Proposal(
        kind=made.frame.kind, mode=made.frame.mode, trigger=scene.tokens[made.trigger].span,
        agents=spans(made.agents), targets=spans(made.targets),
        places=tuple(w.span for w in where_of(made, scene)),
        time=when_of(made, scene, story.times_in(scene.sentence)).span,
        speaker=next(iter(spans([speaker])), None) if speaker is not None else None,
    )  # fmt: skip

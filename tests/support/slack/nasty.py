"""Texts that would do something on Slack, if they were let."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.support.viewed import views_of

NASTY = (
    "<!channel> <!here> <!everyone|x> <@U123ABC> <@U1|eve> <#C123ABC> <#C1|name> <!subteam^S123> "
    "<!date^1791298800^{time}|then> <https://evil.example|good.example> <mailto:a@b.example|x> "
    "@channel @here @everyone :smile: :+1: ::thumbsup::skin-tone-2: * ** _ __ ~ ~~ ` ``` > >>> "
    "&gt; &lt;!channel&gt; &amp;lt; *bold* _italic_ ~gone~ `code` *_both_* https://a.example/x_y_z "
    "https://a.example/:smile: http:// HTTPS://a_b_ [a](https://b.example) - 1. # | ^ { } \\ "
    "\u200b \u200d \u202e \u2066 \ufeff \xad <\u200b!channel> :\u200bsmile: \ud83d word é 你好 سلام"
).split(" ")
texts = st.one_of(
    st.text(),
    st.text(st.sampled_from("<>&!@#|^*_~`:+ \n-123.aUC{}")),
    st.lists(st.sampled_from([*NASTY, " ", "\n", "a"])).map("".join),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4))).map(" ".join),
)
views = views_of(st.one_of(st.text(max_size=60), texts))
"""Views of any blocks whatever, with such texts in them."""

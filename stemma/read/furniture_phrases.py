"""Words by which furniture gives itself away, in any English news page."""

import re

_SHORT = 12
"""Words up to which a line can be a heading or a button."""

# A line that opens a part of the page that is not the article, and goes on until prose begins again.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("links to other articles",
     r"(?:also|must|now) read(?:ing)?|don.?t miss|editor.?s.? (?:picks?|choice)|go to ?top|in case you missed it"
     r"|(?:keep|continue) reading|latest (?:from|news|stories|headlines|articles|posts|videos?|in)\b.*"
     r"|more (?:from|on|in|about|by|stories|news|like this|to read|coverage|headlines)\b.*"
     r"|most (?:popular|read|viewed|shared|recent|watched|commented|emailed)\b.*"
     r"|(?:next|previous|prev) (?:story|article|post|up)\b.*|you (?:may|might) (?:also |have )?(?:like|missed|be interested).*"
     r"|popular(?: (?:articles?|stories|now|posts?|news|reads?|in|on|topics)\b.*)?|read (?:more|next|also|this)\b.*"
     r"|recent (?:posts|stories|news|articles)|recommended\b.*|related(?: (?:articles?|stories|topics?|news|posts?"
     r"|content|links|coverage|items?|tags?|reading|videos?)\b.*)?|see also\b.*|top (?:stories|news|headlines|reads|videos?|posts)\b.*"
     r"|trending\b.*|up next|(?:what|where) to (?:read|watch) next|editors.? picks|sponsored\b.*|promoted\b.*"
     r"|around the web|from the web|elsewhere on.*|.{0,30}\baccess ranking|our picks|best of.*|featured\b.*"
     r"|watch (?:now|next|live|more)|more videos?|top \d+|today.?s (?:top|headlines|paper|news).*"),
    ("comments",
     r"(?:\d+ |no |leave a |post a |add a |view |show |write a |join the )?comments?(?: ?\(\d+\))?(?: (?:section|policy|closed|off|below)\b.*)?"
     r"|join (?:our|the) (?:comment|conversation|discussion|debate).*|leave a reply.*|(?:be the first to|log in to|sign in to) comment.*"
     r"|what do you think\?.*|have your say.*|\d+ (?:replies|responses)|thank you for registering|join thought-provoking.*"),
    ("sharing",
     r"(?:[•·*–—-]\s*)?(?:share|tweet|pin|e-?mail|print|copy link|bookmark|save|listen|facebook|twitter|x|whatsapp|linkedin|reddit|telegram"
     r"|pinterest|instagram|flipboard|messenger|like|follow(?: us)?|link copied!?|copied!?|gift|republish)"
     r"(?: (?:this|on|via|to|article|story|with|the|by|us|link|icon|button|post|page|options?|save|tweet|email|print)\b.*)?"
     r"|(?:share|follow) .{0,30}\b(?:on|via|with)\b .{0,30}|\d+ shares?"),
    ("newsletter",
     r"(?:sign up|subscribe|subscribed?|register|get (?:our|the|all)|newsletters?|join our)\b.*(?:newsletter|inbox|e-?mails?|updates|alerts|today|now|free|briefing)?.*"
     r"|newsletters?|enter your e-?mail.*|e-?mail address\b.*|your e-?mail.*"),
    ("advertisement", r"advertisements?|ad|ads|advertising|story continues below.*|article continues (?:below|after).*|scroll to continue.*"
     r"|continue reading below.*|this (?:video|ad|content) (?:is|has|cannot|could not).*|skip ad\b.*"),
    ("menu",
     r"(?:skip|jump) to .{0,30}|menu|search|home|log ?in|sign ?in|sign ?out|my account|close|open menu|toggle.*|subscribe|donate|e-?paper|sections?"
     r"|about(?: us)?|contact(?: us)?|advertise(?: with us)?|careers|help|faqs?|terms.{0,30}|privacy.{0,40}|cookie.{0,30}|site ?map|settings"
     r"|show more|load more|see more|view all|see all|back to top|(?:go )?to ?top|expand|play|pause|loading.*|(?:tap|click) (?:here|to).*"
     r"|news|sports?|politics|business|opinion|entertainment|weather|video|world|technology|health|lifestyle|science|travel|more|photos?|live|watch"),
    ("about the site", r"(?:©|\(c\)|copyright).*|all rights reserved.*|.* all rights reserved\.?|about (?:the )?(?:author|writer)s?|contributors?"
     r"|filed under.*|tags?(?: ?[:|].*)?|topics?(?: ?[:|].*)?|categor(?:y|ies)(?: ?[:|].*)?|in this (?:article|story)\b.*|tagged.*|keywords\b.*"),
)  # fmt: skip

# A sentence that speaks to the reader of the outlet itself.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("plea for money",
     r"\byour (?:support|donation|contribution|subscription)s?\b.{0,80}\b(?:help|allow|make|keep|journalis|report|fund|power|enable|mean)"
     r"|\b(?:donat(?:e|ing|ion)|contribut(?:e|ing)|chip in|become a (?:member|subscriber|supporter|patron))\b.{0,80}\b(?:today|now|us|our|as little as|\$\d|£\d|€\d)"
     r"|\bwe (?:need|rely on|depend on|ask for) (?:your|our readers|reader|readers)|\bsupport (?:our|independent|quality|local|real|fearless) .{0,20}journalism"
     r"|\b(?:lock|paywalls?)\b.{0,80}\b(?:reporting|journalism|our)\b|\bwe (?:need|have) (?:reporters|journalists) on the ground"
     r"|\bour (?:journalism|reporting|newsroom|readers|journalists)\b.{0,60}\b(?:free|funded|support|possible|independent|trusted)"
     r"|\bis trusted by\b.{0,60}\b(?:readers|americans|people)\b|\bis on the ground when\b"),
    ("newsletter",
     r"\b(?:sign up|subscribe|signing up|subscribing)\b.{0,60}\b(?:newsletters?|inbox|e-?mails?|alerts|updates|briefing|channel|to our|for our|to the|for the|here|now|today|free)\b"
     r"|\bdelivered (?:straight |directly )?to your inbox|\bthank you for (?:registering|subscribing|signing up)|\bget (?:the|our|all) .{0,40}\b(?:newsletter|in your inbox|delivered)"
     r"|\bdownload (?:the|our) .{0,30}\bapp\b|\bget (?:the|our) .{0,20}\bapp\b"),
    ("comments",
     r"\bjoin (?:the|our|thought-provoking) (?:conversation|commenting|discussion|debate)|\bcomments? (?:are|is|will be|have been) (?:closed|moderated|disabled|turned off)"
     r"|\bplease (?:refresh|log in|sign in|read our (?:comment|terms|rules))|\b(?:log|logged) in\b.{0,40}\b(?:comment|to continue|to vote|browser)"
     r"|\bsee their replies\b|\bcommenting guidelines|\bcommunity (?:guidelines|standards)\b.{0,40}\bcomment"),
    ("sharing",
     r"^(?:follow|like|find|join|connect with) (?:us|me|him|her|them|.{2,40}) on (?:x|twitter|facebook|instagram|linkedin|youtube|telegram|whatsapp|google news|social|threads|bluesky)\b"
     r"|\bfollow (?:us|me) (?:on|at)\b|\bfollow .{2,40} on (?:twitter|facebook|instagram|social media)\b.{0,40}$|\bshare this (?:article|story|post)"),
    ("links to other articles",
     r"^(?:also read|read (?:more|also|next|full|the full|here)|related|more|see also|must read|watch|don.?t miss|see more|explore|go deeper|further reading|recommended|in pictures|listen|video|photos?|gallery)\s*[:|\-–—>»]"
     r"|^(?:click here|for more|read more (?:about|on|from|at|here)|find out more|to (?:read|learn|see) more|see more (?:from|at|on)|check out (?:more|our|the))\b.{0,120}$"
     r"|^\[?(?:read|watch|listen|related)\b ?:.*"),
    ("about the author",
     r"^(?:[A-Z][\w.’'-]+ ){1,4}(?:is|was) (?:an?|the|our) (?:[\w-]+ ){0,6}(?:reporter|correspondent|journalist|editor|writer|columnist|contributor|producer|intern|fellow|blogger)\b"
     r".{0,200}$|^(?:contact|e-?mail|reach|write to)(?: the)?\b.{0,60}(?:@|\bat\b)|^(?:you can )?(?:follow|reach|contact|e-?mail) (?:him|her|them|the (?:author|reporter|writer))\b"
     r"|\bcan be reached (?:at|by|on)\b|^(?:reporting|writing|editing|compiled) by\b|;\s*(?:editing|writing) by\b|^additional reporting\b|\bcontributed to this (?:report|story|article)\b"),
    ("about the site",
     r"^(?:©|\(c\)|copyright)|\ball rights reserved\b|\bmay not be (?:published|reproduced|broadcast|rewritten)|\bmay earn (?:an? )?(?:affiliate )?commission|\baffiliate (?:links|commission)"
     r"|\bthis (?:article|story|post) (?:was|is|has been|originally|first) (?:originally |first |also )?(?:published|appeared|posted|produced|republished)\b"
     r"|\b(?:terms of (?:use|service)|privacy (?:policy|notice)|cookie policy)\b|\bhave a (?:news )?tip\b|\bgot a (?:news )?tip\b|^(?:image|photo|picture|video|file photo) ?(?:credit|source|by|courtesy)?s?:"
     r"|\bthe views expressed\b.{0,100}\bauthor|\bread the original article\b|\bclick here to\b|^\(?(?:image|photo|picture) (?:credit|courtesy)"),
)  # fmt: skip

_HEADING = tuple((reason, re.compile(rf"(?:{pattern})[\s:.!?>»…|]*", re.IGNORECASE)) for reason, pattern in _HEADINGS)
_SENTENCE = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _SENTENCES)
_LONGEST = 600


def find_heading(line: str) -> str | None:
    """The reason, where a short ``line`` is a furniture heading or button; None else."""
    if len(line) > 120 or line.count(" ") >= _SHORT:
        return None
    bare = line.strip(" \t-–—•·*|»>«#+▶►")
    return next((reason for reason, pattern in _HEADING if pattern.fullmatch(bare)), None)


def find_address(line: str) -> str | None:
    """The reason, where ``line`` speaks to the reader of the outlet, or of the page itself; None else."""
    bare = line[:_LONGEST].strip()
    return next((reason for reason, pattern in _SENTENCE if pattern.search(bare)), None)


def find_phrase(line: str) -> str | None:
    """``find_heading`` or ``find_address``."""
    return find_heading(line) or find_address(line)

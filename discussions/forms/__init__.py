from discussions.forms.conduct import ConductForm
from discussions.forms.reshaping import MergeForm, SplitForm
from discussions.forms.talk import (
    DraftForm,
    FilterForm,
    MoveForm,
    PostEditForm,
    PostForm,
    ReasonForm,
    ThreadForm,
    TitleForm,
)

__all__ = [
    "ConductForm",
    "DraftForm",
    "FilterForm",
    "MergeForm",
    "MoveForm",
    "PostEditForm",
    "PostForm",
    "ReasonForm",
    "SplitForm",
    "ThreadForm",
    "TitleForm",
]

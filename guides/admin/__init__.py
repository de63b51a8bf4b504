from guides.admin.guide import GuideAdmin
from guides.admin.section import QuestionAdmin, SectionAdmin

__all__ = ["GuideAdmin", "QuestionAdmin", "SectionAdmin"]

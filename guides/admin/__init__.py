from guides.admin.guide import GuideAdmin
from guides.admin.path import ReadingPathAdmin
from guides.admin.section import QuestionAdmin, SectionAdmin

__all__ = ["GuideAdmin", "QuestionAdmin", "ReadingPathAdmin", "SectionAdmin"]

"""A stage as people name it -> a stage of the chosen marketing model, by name, code or synonym."""

from __future__ import annotations

from models.journey import MODEL_STAGES, MarketingModel
from planner.imports.header_words import folded

_SYNONYMS: dict[MarketingModel, dict[str, tuple[str, ...]]] = {
    MarketingModel.RACE: {
        "reach": ("awareness", "attract", "охват", "привлечение", "узнавание", "охоплення", "залучення", "знайомство"),
        "act": ("interact", "consideration", "interest", "lead", "leads", "engagement", "взаимодействие", "действие",
                "интерес", "рассмотрение", "взаємодія", "дія", "інтерес", "розгляд"),
        "convert": ("conversion", "purchase", "sale", "sales", "decision", "order", "конверсия", "покупка", "продажа",
                    "продажи", "заказ", "конверсія", "купівля", "продаж", "замовлення"),
        "engage": ("retention", "retain", "loyalty", "repeat", "advocacy", "удержание", "лояльность", "вовлечение",
                   "повторные продажи", "утримання", "лояльність", "залученість", "повторні продажі"),
    },
    MarketingModel.AIDA: {
        "attention": ("awareness", "внимание", "увага"),
        "interest": ("интерес", "інтерес", "зацікавлення"),
        "desire": ("consideration", "желание", "бажання"),
        "action": ("purchase", "conversion", "действие", "дія", "покупка", "купівля"),
    },
    MarketingModel.AARRR: {
        "acquisition": ("привлечение", "залучення"),
        "activation": ("активация", "активація"),
        "retention": ("удержание", "утримання"),
        "revenue": ("purchase", "доход", "выручка", "дохід", "виторг"),
        "referral": ("recommendation", "рекомендации", "рекомендація", "рекомендації"),
    },
    MarketingModel.SEE_THINK_DO_CARE: {
        "see": ("awareness", "видеть", "бачити"),
        "think": ("consideration", "думать", "думати"),
        "do": ("purchase", "conversion", "делать", "робити"),
        "care": ("retention", "loyalty", "забота", "турбота"),
    },
    MarketingModel.OWN: {},
}  # fmt: skip

RESULT_STAGE = {
    MarketingModel.RACE: "convert",
    MarketingModel.AIDA: "action",
    MarketingModel.AARRR: "revenue",
    MarketingModel.SEE_THINK_DO_CARE: "do",
    MarketingModel.OWN: "",
}
"""The stage whose last step counts as the conversion, unless the user says otherwise."""


def stage_code(text: str, model: MarketingModel) -> str:
    """The code of the model's stage that `text` means; empty: a stage of the user's own."""
    wanted = folded(text)
    for code, name in MODEL_STAGES[model]:
        if wanted in (folded(code), folded(name), *map(folded, _SYNONYMS[model].get(code, ()))):
            return code
    return ""


def stage_name(code: str, model: MarketingModel) -> str:
    """The English name of a model's stage."""
    return dict(MODEL_STAGES[model])[code]

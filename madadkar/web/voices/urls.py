"""Addresses of the screens of the clients' voice; those under `voice/` are open to anybody."""

from django.urls import path

from madadkar.web.voices import inbox, public, surveys

urlpatterns = [
    path("voice/", public.voice_speak, name="voice-speak"),
    path("voice/told/", public.voice_told, name="voice-told"),
    path("voice/follow/", public.voice_follow, name="voice-follow"),
    path("voice/object/", public.voice_object, name="voice-object"),
    path("voices/", inbox.voices, name="voices"),
    path("voices/<int:voice_id>/", inbox.voice, name="voice"),
    path("voices/<int:voice_id>/take/", inbox.voice_take, name="voice-take"),
    path("voices/<int:voice_id>/answer/", inbox.voice_answer, name="voice-answer"),
    path("voices/<int:voice_id>/file/", inbox.voice_tie, name="voice-tie"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/add/", surveys.survey_draw, name="survey-draw"),
    path("surveys/<int:survey_id>/", surveys.survey, name="survey"),
    path("surveys/<int:survey_id>/close/", surveys.survey_close, name="survey-close"),
    path("surveys/answers/<int:survey_answer_id>/", surveys.survey_answer, name="survey-answer"),
]

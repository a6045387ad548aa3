using Guildhall.Community.Edge;

namespace Guildhall.Community.Polls;

/// <summary>Reads the poll of a new message; errors are noted in the form at their paths.</summary>
internal static class PollForm
{
    private const int QuestionMax = 300;
    private const int AnswerMax = 55;
    private const int AnswersMax = 10;
    private const int HoursDefault = 24;
    private const int HoursMax = 768;
    private const int EmojiNameMax = 32;

    /// <summary>The poll as its author wants it; null when there is none.</summary>
    public static PollDraft? Read(Form body)
    {
        if (body.Part("poll") is not { } form) return null;
        var question = form.Part("question");
        if (question is null) form.Required("question");
        var text = question?.RequiredText("text", 1, QuestionMax) ?? "";
        var parts = form.Parts("answers", AnswersMax) ?? [];
        if (parts.Count == 0) form.Required("answers");
        form.ChoiceOrAbsent("layout_type", 1);
        return new PollDraft(
            text,
            [.. parts.Select(ReadAnswer)],
            form.FlagOrAbsent("allow_multiselect").Value,
            form.IntOrAbsent("duration", 1, HoursMax).Or(HoursDefault));
    }

    private static PollMediaPayload ReadAnswer(Form answer)
    {
        if (answer.Part("poll_media") is not { } media)
        {
            answer.Required("poll_media");
            return new PollMediaPayload(null);
        }

        var text = media.RequiredText("text", 1, AnswerMax);
        if (media.Part("emoji") is not { } emoji) return new PollMediaPayload(text);
        var (id, name) = (emoji.Id<EmojiId>("id").Value, emoji.NullableText("name", 0, EmojiNameMax).Value);
        var isAnimated = emoji.FlagOrAbsent("animated").Value;
        return id is null && string.IsNullOrEmpty(name)
            ? new PollMediaPayload(text)
            : new PollMediaPayload(text, new PartialEmojiPayload { Id = id, Name = name, Animated = isAnimated });
    }
}

/// <summary>A poll before its message has a moment from which it runs.</summary>
public sealed record PollDraft(string Question, IReadOnlyList<PollMediaPayload> Answers, bool AllowMultiselect, int Hours)
{
    /// <summary>The poll of a message of this moment.</summary>
    public PollPayload At(DateTimeOffset moment) => new()
    {
        Question = new PollMediaPayload(Question),
        Answers = [.. Answers.Select((media, index) => new PollAnswerPayload(index + 1, media))],
        Expiry = moment.AddHours(Hours),
        AllowMultiselect = AllowMultiselect,
    };

    /// <summary>Everything that it says.</summary>
    public IEnumerable<string> Texts => Answers.Select(answer => answer.Text).OfType<string>().Prepend(Question);
}

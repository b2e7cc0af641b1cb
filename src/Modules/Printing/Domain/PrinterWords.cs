using Entrepot.Kernel;

namespace Entrepot.Printing.Domain;

/// <summary>What printers say of themselves, for people. The keywords are the printer's own (RFC 8011, section 5.4.12).</summary>
internal static class PrinterWords
{
    public static Sentence Refusing(string printer, string reasons)
    {
        if (reasons.Length == 0) return $"{printer} takes no jobs at the moment. The job waits.";
        return $"{printer} takes no jobs at the moment: {Reasons(reasons)}. The job waits.";
    }

    public static Sentence Stopped(string printer, string reasons)
    {
        if (reasons.Length == 0) return $"{printer} has stopped. Look at it.";
        return $"{printer} has stopped: {Reasons(reasons)}.";
    }

    public static Sentence Well(string model) => model.Length == 0 ? (Sentence)"It answers." : $"It answers: {model}.";

    /// <summary>The usual ones in the reader's language, the others as they are.</summary>
    public static Sentence Reasons(string keywords) => Sentence.Join(", ", [.. keywords.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Reason)]);

    private static Sentence Reason(string keyword)
    {
        var bare = keyword.EndsWith("-error", StringComparison.Ordinal) ? keyword[..^6] : keyword.EndsWith("-warning", StringComparison.Ordinal) ? keyword[..^8] : keyword.EndsWith("-report", StringComparison.Ordinal) ? keyword[..^7] : keyword;
        return bare switch
        {
            "media-empty" or "media-needed" => (Sentence)"it has no paper",
            "media-low" => "its paper is running out",
            "media-jam" => "paper is jammed",
            "cover-open" or "door-open" => "its cover is open",
            "toner-empty" or "marker-supply-empty" => "its ink or ribbon is used up",
            "toner-low" or "marker-supply-low" => "its ink or ribbon is running out",
            "paused" or "moving-to-paused" => "it is paused",
            "shutdown" => "it is shut down",
            "offline" or "connecting-to-device" or "timed-out" => "it cannot be reached from its print server",
            _ => $"{keyword}",
        };
    }
}

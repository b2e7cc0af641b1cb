namespace Entrepot.Platform.Ui;

/// <summary>What a colour means. It means one thing, everywhere, and never stands without a word.</summary>
public enum Tone
{
    /// <summary>Grey: waits.</summary>
    Rest,

    /// <summary>Blue: we are doing it.</summary>
    Run,

    /// <summary>Teal: the world is doing it (transit, customs).</summary>
    Out,

    /// <summary>Green: done.</summary>
    Go,

    /// <summary>Amber: a person must look.</summary>
    Warn,

    /// <summary>Red: late, lost or failed.</summary>
    Stop,

    /// <summary>Violet: money or an approval.</summary>
    Aux,
}

/// <summary>A status as it is shown: its tone and its English word, translated when rendered. One table of them per aggregate.</summary>
public readonly record struct StatusWord(Tone Tone, string Word);

internal static class Tones
{
    /// <summary>The name that the style sheet knows: <c>t-run</c>, <c>k-run</c>, <c>--run</c>.</summary>
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Rest => "rest",
        Tone.Run => "run",
        Tone.Out => "out",
        Tone.Go => "go",
        Tone.Warn => "warn",
        Tone.Stop => "stop",
        Tone.Aux => "aux",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

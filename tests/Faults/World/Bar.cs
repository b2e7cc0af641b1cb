using System.Text.Json;

namespace Entrepot.Faults;

/// <summary>One row of what the suite promises: a bar, what was measured, and whether it was met. <c>./test --faults --json</c> prints them.</summary>
internal static class Bar
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lock Turn = new();

    /// <summary>Whether the long run was asked for (<c>./test --soak</c>) instead of the size that every change is tested with.</summary>
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("ENTREPOT_SOAK") == "1";

    public static int Size(int inCi, int inSoak) => IsSoak ? inSoak : inCi;

    public static void Tell(string name, string bar, string measured, bool ok)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {measured} (bar: {bar})");
        if (Environment.GetEnvironmentVariable("ENTREPOT_FAULT_REPORT") is not { Length: > 0 } report) return;
        lock (Turn) File.AppendAllText(report, JsonSerializer.Serialize(new { name, bar, measured, ok }, Format) + "\n");
    }
}

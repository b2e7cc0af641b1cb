using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entrepot.Server.Commands;

/// <summary>What commands print: words for people, or one JSON object for scripts.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How one object a line is written.</summary>
    public static JsonSerializerOptions Lines => Format;

    public static void Write(bool json, object answer, IEnumerable<string> lines)
    {
        if (json) Console.WriteLine(JsonSerializer.Serialize(answer, Format));
        else foreach (var line in lines) Console.WriteLine(line);
    }

    /// <summary>A failure of the whole command: <c>{"error": …}</c> or a sentence on the error stream.</summary>
    public static int Fail(bool json, string message)
    {
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { error = message }, Format));
        else Console.Error.WriteLine(message);
        return 1;
    }
}

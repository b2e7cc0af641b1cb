using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entrepot.Kernel;

/// <summary>
/// A sentence as it is stored: words alone as text; with values as an array, the words first:
/// <c>["{0} is above {1} since {2}.", "SO-5", {"minor":1230,"currency":"EUR"}, {"day":"2026-11-22"}]</c>. A sentence among
/// the values is always an array. Text of a time before sentences kept their values reads as words alone.
/// </summary>
public sealed class SentenceJson : JsonConverter<Sentence>
{
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray ? ReadParts(ref reader) : Sentence.OfRule(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options)
    {
        if (value.Values.Count == 0) writer.WriteStringValue(value.Template);
        else WriteParts(writer, value);
    }

    /// <summary>For a column of text: words alone stay readable as they are.</summary>
    public static string ToText(Sentence sentence)
    {
        if (sentence.Values.Count == 0 && !sentence.Template.StartsWith('[')) return sentence.Template;

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) WriteParts(writer, sentence);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static Sentence FromText(string text)
    {
        if (!text.StartsWith('[')) return Sentence.OfRule(text);

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            return ReadParts(ref reader);
        }
        catch (JsonException)
        {
            return Sentence.OfRule(text); // Words of an earlier time that begin with a bracket.
        }
    }

    private static void WriteParts(Utf8JsonWriter writer, Sentence sentence)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(sentence.Template);
        foreach (var value in sentence.Values) WriteValue(writer, value);
        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case long number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                WriteField(writer, "number", number.ToString(CultureInfo.InvariantCulture));
                break;
            case Percentage rate:
                writer.WriteStartObject();
                writer.WriteNumber("ppm", rate.Ppm);
                writer.WriteEndObject();
                break;
            case Figure figure:
                writer.WriteStartObject();
                writer.WriteNumber("minor", figure.Minor);
                writer.WriteString("figure", figure.Currency);
                writer.WriteEndObject();
                break;
            case Money money:
                writer.WriteStartObject();
                writer.WriteNumber("minor", money.Minor);
                writer.WriteString("currency", money.Currency);
                writer.WriteEndObject();
                break;
            case DateOnly day:
                WriteField(writer, "day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case CountryName country:
                WriteField(writer, "country", country.Code);
                break;
            case Sentence nested:
                WriteParts(writer, nested);
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }

    private static void WriteField(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(name, text);
        writer.WriteEndObject();
    }

    private static Sentence ReadParts(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) throw new JsonException("A stored sentence begins with its words.");
        var template = reader.GetString() ?? "";
        var values = new List<object>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(ReadValue(ref reader));
        return new(template, [.. values]);
    }

    private static object ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString() ?? "",
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.StartArray => ReadParts(ref reader),
        JsonTokenType.StartObject => ReadFields(ref reader),
        var other => throw new JsonException($"A stored sentence has no value of kind {other}."),
    };

    private static object ReadFields(ref Utf8JsonReader reader)
    {
        var minor = 0L;
        object? read = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "minor") minor = reader.GetInt64();
            else if (name == "currency") read = new Money(minor, reader.GetString() ?? "");
            else if (name == "figure") read = new Figure(minor, reader.GetString() ?? "");
            else if (name == "ppm") read = new Percentage(reader.GetInt64());
            else if (name == "number") read = decimal.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture);
            else if (name == "day") read = DateOnly.ParseExact(reader.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            else if (name == "country") read = new CountryName(reader.GetString() ?? "");
        }

        return read ?? throw new JsonException("A stored sentence has a value of no kind.");
    }
}

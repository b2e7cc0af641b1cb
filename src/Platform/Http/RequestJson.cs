using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Entrepot.Kernel;
using Entrepot.Platform.Security;

namespace Entrepot.Platform.Http;

/// <summary>
/// What the JSON of a request must have follows from the type that reads it: nothing is missing or null that the type does
/// not allow to be null, no list has a null in it, and no text has the one character that PostgreSQL cannot store.
/// </summary>
public static class RequestJson
{
    public static JsonSerializerOptions Demanding(this JsonSerializerOptions options)
    {
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Demand);
        options.Converters.Add(new StorableText());
        return options;
    }

    /// <summary>Programs read a sentence as text, in English; taken apart, as it is stored, it is for screens.</summary>
    internal static JsonSerializerOptions InEnglish(this JsonSerializerOptions options)
    {
        options.Converters.Add(new EnglishSentence());
        return options;
    }

    /// <summary>An amount is null in answers to who may not see it.</summary>
    internal static JsonSerializerOptions Discreet(this JsonSerializerOptions options)
    {
        options.Converters.Add(new VeiledMoney());
        return options;
    }

    private static void Demand(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { IsValueType: false }) type.OnDeserialized += CheckEntries;
        if (type.Kind != JsonTypeInfoKind.Object) return;

        JsonPropertyInfo[] demanded = [.. type.Properties.Where(property => property.Get is not null && !property.PropertyType.IsValueType && IsNeverNull(property))];
        if (demanded.Length > 0) type.OnDeserialized += read => CheckProperties(read, demanded);
    }

    private static bool IsNeverNull(JsonPropertyInfo property) => property.AssociatedParameter is { } parameter
        ? !parameter.IsNullable
        : property.Set is not null && property.AttributeProvider is PropertyInfo declared && new NullabilityInfoContext().Create(declared).WriteState == NullabilityState.NotNull;

    private static void CheckProperties(object read, JsonPropertyInfo[] demanded)
    {
        foreach (var property in demanded)
            if (property.Get?.Invoke(read) is null) throw new JsonException($"'{property.Name}' is missing.");
    }

    private static void CheckEntries(object read)
    {
        foreach (var entry in (IEnumerable)read)
            if (entry is null) throw new JsonException("A list has an entry that is null.");
    }

    private sealed class StorableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString());

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString()) ?? "";

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

        private static string? Checked(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException("A text has the character U+0000 in it.") : text;
    }

    private sealed class EnglishSentence : JsonConverter<Sentence>
    {
        public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Sentence.OfRule(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(Discretion.Of(value).ToString());
    }

    /// <summary>Reads and writes <c>{"minor":…,"currency":…}</c> as without it.</summary>
    private sealed class VeiledMoney : JsonConverter<Money>
    {
        private sealed record Wire(long Minor, string Currency);

        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Wire>(ref reader, options) is { } wire ? new(wire.Minor, wire.Currency) : default;

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            if (Discretion.HidesMoney) writer.WriteNullValue();
            else JsonSerializer.Serialize(writer, new Wire(value.Minor, value.Currency), options);
        }
    }
}

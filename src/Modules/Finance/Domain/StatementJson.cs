using System.Text.Json.Serialization;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Finance.Domain;

/// <summary>What statements say, as it is stored: frozen with the statement.</summary>
[JsonSerializable(typeof(AccountStatement))]
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
internal sealed partial class StatementJson : JsonSerializerContext;

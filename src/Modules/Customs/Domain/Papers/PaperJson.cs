using System.Text.Json.Serialization;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>What papers say, as it is stored: frozen with the paper.</summary>
[JsonSerializable(typeof(CommercialInvoice))]
[JsonSerializable(typeof(PackingList))]
[JsonSerializable(typeof(PostalDeclaration))]
[JsonSerializable(typeof(DeclaredGoods))]
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, Converters = [typeof(JsonStringEnumConverter<PostalItemCategory>), typeof(JsonStringEnumConverter<Kernel.Incoterm>)])]
internal sealed partial class PaperJson : JsonSerializerContext;

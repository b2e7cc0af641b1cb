using System.Text.Json.Serialization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Orders.Domain;

/// <summary>Serialisers written at build time: they cost a fraction of reflection, and the journey uses them for every order.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IncomingOrder))]
[JsonSerializable(typeof(IReadOnlyList<TraceEntry>))]
[JsonSerializable(typeof(Features.UndoWas))]
internal sealed partial class OrderJson : JsonSerializerContext;

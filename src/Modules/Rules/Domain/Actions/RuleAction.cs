using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Actions;

/// <summary>How an argument is written, so that a page can draw its form.</summary>
internal enum ArgumentKind { Code, Text, Texts, Number, Flag, Choice, Service, Services, Warehouses }

/// <param name="Name">Its key in the action's object; empty where the action's value is the argument itself.</param>
internal sealed record RuleArgument(string Name, ArgumentKind Kind)
{
    public IReadOnlyList<string> Choices { get; init; } = [];
    public int? Most { get; init; }
}

/// <summary>Something that a rule may do: its name in <c>then</c>, its arguments, and how its value is read.</summary>
internal sealed record RuleAction(string Name, IReadOnlyList<RuleArgument> Arguments, Func<RuleActions, JsonElement, string, Result<RuleActions>> Read);

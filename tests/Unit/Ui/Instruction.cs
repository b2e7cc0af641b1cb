using System.Reflection;
using System.Reflection.Emit;

namespace Entrepot.Unit.Ui;

/// <summary>One instruction of compiled code.</summary>
/// <param name="Operand">A text, a whole number or a method; null for all else.</param>
/// <param name="Targets">Where it may jump to.</param>
internal sealed record Instruction(int At, object? Operand, int[] Targets)
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlyList<Instruction> Of(MethodBase method)
    {
        var bytes = method.GetMethodBody()!.GetILAsByteArray()!;
        var found = new List<Instruction>();
        for (var at = 0; at < bytes.Length;)
        {
            var code = Codes[bytes[at] == 0xFE ? (short)(0xFE00 | bytes[at + 1]) : bytes[at]];
            var start = at + code.Size;
            var end = start + Length(code, bytes, start);
            found.Add(new(at, OperandOf(method, code, bytes, start), TargetsOf(code, bytes, start, end)));
            at = end;
        }

        return found;
    }

    private static int Length(OpCode code, byte[] bytes, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
        _ => 4,
    };

    private static object? OperandOf(MethodBase method, OpCode code, byte[] bytes, int at) => code.OperandType switch
    {
        OperandType.InlineString => method.Module.ResolveString(BitConverter.ToInt32(bytes, at)),
        OperandType.InlineMethod => method.Module.ResolveMethod(BitConverter.ToInt32(bytes, at), method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null),
        OperandType.InlineI => BitConverter.ToInt32(bytes, at),
        OperandType.ShortInlineI when code == OpCodes.Ldc_I4_S => (int)(sbyte)bytes[at],
        OperandType.InlineNone when code.Value >= OpCodes.Ldc_I4_0.Value && code.Value <= OpCodes.Ldc_I4_8.Value => code.Value - OpCodes.Ldc_I4_0.Value,
        _ => null,
    };

    private static int[] TargetsOf(OpCode code, byte[] bytes, int at, int end) => code.OperandType switch
    {
        OperandType.ShortInlineBrTarget => [end + (sbyte)bytes[at]],
        OperandType.InlineBrTarget => [end + BitConverter.ToInt32(bytes, at)],
        OperandType.InlineSwitch => [.. Enumerable.Range(0, BitConverter.ToInt32(bytes, at)).Select(i => end + BitConverter.ToInt32(bytes, at + 4 + (4 * i)))],
        _ => [],
    };
}

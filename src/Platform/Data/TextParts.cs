using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>Looks for a part of a text, whatever its case, in the words of either engine.</summary>
public static class TextParts
{
    /// <summary>A shorter part stands in almost everything.</summary>
    public const int ShortestPart = 3;

    private const string Escape = "\\";

    private static readonly MethodInfo Like = Method(typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like));
    private static readonly MethodInfo LikeAnyCase = Method(typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike));

    /// <summary>
    /// The rows one of whose texts holds the part. Every row that is asked is looked at: ask in the order of an index that
    /// holds the texts, and for as many as are shown, so that the looking ends with them.
    /// </summary>
    /// <remarks>SQLite knows the two cases of ASCII letters only.</remarks>
    public static IQueryable<TRow> Holding<TRow>(this EntrepotDb db, IQueryable<TRow> rows, string part, params ReadOnlySpan<Expression<Func<TRow, string>>> texts)
    {
        var pattern = $"%{part.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
        var row = Expression.Parameter(typeof(TRow), "row");
        var method = db.Engine.IsSingleWriter ? Like : LikeAnyCase;
        Expression<Func<string>> given = () => pattern; // A parameter of the statement, not a part of its text.
        Expression? any = null;
        foreach (var text in texts)
        {
            var holds = Expression.Call(method, Expression.Constant(EF.Functions), new Renamed(text.Parameters[0], row).Visit(text.Body), given.Body, Expression.Constant(Escape));
            any = any is null ? holds : Expression.OrElse(any, holds);
        }

        return any is null ? rows : rows.Where(Expression.Lambda<Func<TRow, bool>>(any, row));
    }

    private static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)]) ?? throw new InvalidOperationException($"{type.Name} has no {name} of this shape.");

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

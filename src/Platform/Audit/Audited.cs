using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Audit;

/// <summary>A kind of thing whose changes are recorded.</summary>
/// <param name="Subject">What <see cref="ChangeLog.Add"/> calls it, up to the slash: <c>product</c> for <c>product/42</c>.</param>
/// <param name="Word">In English; its translation stands with the module.</param>
/// <param name="Page">Where it is seen, with <c>{0}</c> for its id.</param>
public sealed record Audited(string Subject, string Word, string Page)
{
    public string PageOf(string subject) => string.Format(CultureInfo.InvariantCulture, Page, subject.AsSpan(subject.IndexOf('/', StringComparison.Ordinal) + 1).ToString());
}

public static class AuditRegistration
{
    public static IServiceCollection AddAudited(this IServiceCollection services, params ReadOnlySpan<Audited> kinds)
    {
        foreach (var kind in kinds) services.AddSingleton(kind);
        return services;
    }
}

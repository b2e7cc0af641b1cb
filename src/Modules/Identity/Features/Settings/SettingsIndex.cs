using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Identity.Features.Settings;

/// <summary>All settings of the company on one page, to be searched; each leads to the page where it is set.</summary>
internal static class SettingsIndex
{
    public const string Path = "/settings";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, (ListUrl url, SettingsList settings, CurrentUser user, Text words) =>
                PageResult.Show<SettingsPage>(new { Url = url, Found = settings.Find(url["q"]?.Trim() ?? "", user, words) }))
            .RequireAuthorization("settings.edit");
}

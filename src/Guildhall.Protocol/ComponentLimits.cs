namespace Guildhall.Protocol;

/// <summary>The limits of components. Source: component reference of the documentation.</summary>
public static class ComponentLimits
{
    /// <summary>Of all components of a message, those inside others too.</summary>
    public const int PerMessage = 40;

    /// <summary>Of a message that is not made of components alone.</summary>
    public const int RowsPerMessage = 5;

    /// <summary>A row is five buttons wide; a select takes all of it.</summary>
    public const int PerRow = 5;

    /// <summary>Characters of all text displays of a message.</summary>
    public const int TextMax = 4_000;

    public const int CustomIdMax = 100;
    public const int ButtonLabelMax = 80;
    public const int ButtonUrlMax = 512;
    public const int OptionsPerSelect = 25;
    public const int ValuesPerSelect = 25;
    public const int PlaceholderMax = 150;
    public const int OptionLabelMax = 100;
    public const int OptionValueMax = 100;
    public const int OptionDescriptionMax = 100;
    public const int EmojiNameMax = 32;
    public const int TextsPerSection = 3;
    public const int ItemsPerGallery = 10;
    public const int MediaUrlMax = 2_048;
    public const int MediaDescriptionMax = 1_024;
    public const int ColorMax = 0xFFFFFF;

    public const int ModalTitleMax = 45;

    /// <summary>Rows, labels and texts of a modal.</summary>
    public const int PerModal = 5;

    public const int LabelMax = 45;
    public const int LabelDescriptionMax = 100;
    public const int TextInputMax = 4_000;
    public const int TextInputPlaceholderMax = 100;
    public const int FilesPerUpload = 10;
    public const int FileTypesPerUpload = 10;
    public const int FileTypeMax = 100;
    public const int RadioOptionsMin = 2;
    public const int RadioOptionsMax = 10;
    public const int CheckboxOptionsMax = 10;
}

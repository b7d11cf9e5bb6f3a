"""Which forged files others call valid, as measured with the versions named here; a test measures again.

`pdfsig -nocert` looks at the signature alone, not at whose it is, so rogues pass it by intent.
"""

from __future__ import annotations

from typing import Final

VERSIONS: Final = {"pyhanko": "0.38.0", "pdfsig": "22.12.0"}

PYHANKO: Final = {
    "chains": """
        certificate_that_signs_certificates name_of_another_normal_form old_schema_without_a_code
    """,
    "content": """
        address_opened attachment_of_another_name bookmarks certification_taken_away changes_permitted
        contents_before_the_range_again extensions film_on_the_page form_appearances_by_the_reader form_field
        form_of_xfa form_sent_off javascript_among_the_names javascript_in_the_field javascript_on_the_page
        javascript_when_closed javascript_when_opened jump_elsewhere keywords language link_on_the_page
        metadata_stream name_of_the_signer note_on_the_page old_kind_of_signature optional_content page_labels
        page_thumbnail place_given portfolio private_data producer program_launched reason_given
        second_attachment_in_full second_attachment_named structure time_of_signing title_changed
        title_of_another_sheet version_in_the_catalog
    """,
    "damage": """
        trailing_newline trailing_nuls trailing_web_page
    """,
    "data": """
        area_beyond_its_full_marks area_twice areas_beyond_the_paper more_right_than_items section_beyond_its_full_marks
        bytes_behind_the_data bytes_behind_the_page corrected_without_a_reason corrected_without_naming_the_first
        data_cut_short data_described_otherwise data_not_packed data_that_unpacks_to_gigabytes data_with_a_wrong_sum
        data_with_an_empty_stream failed_above_the_pass_mark first_sheet_that_replaces_another
        font_that_unpacks_to_gigabytes full_marks_that_do_not_add_up handed_in_next_year issued_next_week
        json_a_list json_cut json_deep json_empty json_no_utf8 json_null json_of_a_failed_exam json_of_nothing
        json_with_a_byte_order_mark json_with_a_fraction json_with_a_huge_number json_with_a_key_twice
        json_with_a_key_twice_at_the_end json_with_a_newline json_with_a_number_for_truth
        json_with_a_text_for_a_number json_with_an_exponent json_with_an_unknown_key json_with_another_name
        json_with_another_number json_with_escaped_letters json_with_half_a_character json_with_minus_zero
        json_with_not_a_number json_with_one_mark_elsewhere json_with_other_order json_with_spaces
        json_without_a_key marks_that_do_not_add_up no_number page_that_unpacks_to_gigabytes
        passed_below_the_pass_mark schema_of_somebody schema_of_tomorrow second_stream_behind_the_data
        template_of_tomorrow template_of_yesterday template_true template_zero version_zero
    """,
    "envelope": """
        bytes_behind_the_cms certificate_of_a_stranger_first certificate_of_the_root_as_well high_s_twin
        indefinite_lengths length_in_five_bytes no_signed_attributes sha384 signer_named_by_key_identifier
        time_of_signing_among_the_signed_attributes two_digest_algorithms unsigned_attributes version_3
    """,
    "page": """
        code_of_another_sheet comment_in_the_page content_of_another_exam crop_box font_after_its_end
        font_not_embedded glyph_numbers_shifted glyph_widths glyphs_swapped inline_picture invisible_text
        marked_content one_more_page one_operand_changed page_magnified page_of_another_exam page_turned
        picture_over_the_page second_content smaller_paper spaces_in_the_page text_clipped_away
        text_outside_the_paper text_that_copies_as_another text_under_a_box text_under_the_page tiny_text
        verdict_covered visible_signature visible_text_added white_text
    """,
    "revisions": """
        shadow_prepared signature_of_the_unit_by_pyhanko update_of_nothing update_of_title update_with_metadata
        update_with_security_store
    """,
    "signer": """
        certificate_hashed_with_sha384 certificate_of_a_namesake certificate_of_another_unit
        certificate_of_two_units certificate_that_may_issue certificate_without_a_code key_of_rsa_with_exponent_3
        key_on_a_larger_curve key_on_the_curve_of_bitcoin name_with_a_space sheet_signed_by_the_root_itself
        sheet_without_a_code
    """,
    "structure": """
        another_identity bytes_before_the_table comment_between_objects comment_in_the_header
        end_of_file_without_a_line_end escaped_name free_object hybrid_tables more_in_the_trailer
        object_before_the_first object_stream object_that_nobody_needs object_twice objects_in_another_order
        offset_of_another_object older_version signed_in_two_revisions two_ends_of_file two_spaces two_startxref
    """,
    "wrapping": """
        gap_as_a_literal_string gap_as_a_literal_string_and_an_object gap_as_a_literal_string_and_keys
        gap_in_capitals gap_with_an_odd_digit gap_with_bytes_after_the_cms wrapping_with_a_literal_string
    """,
}

PDFSIG: Final = {
    "chains": """
        certificate_that_signs_certificates name_of_another_normal_form old_schema_without_a_code
        two_below_the_root
    """,
    "content": """
        address_opened attachment_of_another_name bookmarks certification_taken_away changes_permitted extensions
        film_on_the_page form_appearances_by_the_reader form_field form_of_xfa form_sent_off
        javascript_among_the_names javascript_in_the_field javascript_on_the_page javascript_when_closed
        javascript_when_opened jump_elsewhere keywords language link_on_the_page metadata_stream name_of_the_signer
        note_on_the_page old_kind_of_signature optional_content page_labels page_thumbnail place_given portfolio
        private_data producer program_launched reason_given second_attachment_in_full second_attachment_named
        structure time_of_signing title_changed title_of_another_sheet version_in_the_catalog
    """,
    "data": """
        area_beyond_its_full_marks area_twice areas_beyond_the_paper more_right_than_items section_beyond_its_full_marks
        bytes_behind_the_data bytes_behind_the_page corrected_without_a_reason corrected_without_naming_the_first
        data_cut_short data_described_otherwise data_not_packed data_that_unpacks_to_gigabytes data_with_a_wrong_sum
        data_with_an_empty_stream failed_above_the_pass_mark first_sheet_that_replaces_another
        font_that_unpacks_to_gigabytes full_marks_that_do_not_add_up handed_in_next_year issued_next_week
        json_a_list json_cut json_deep json_empty json_no_utf8 json_null json_of_a_failed_exam json_of_nothing
        json_with_a_byte_order_mark json_with_a_fraction json_with_a_huge_number json_with_a_key_twice
        json_with_a_key_twice_at_the_end json_with_a_newline json_with_a_number_for_truth
        json_with_a_text_for_a_number json_with_an_exponent json_with_an_unknown_key json_with_another_name
        json_with_another_number json_with_escaped_letters json_with_half_a_character json_with_minus_zero
        json_with_not_a_number json_with_one_mark_elsewhere json_with_other_order json_with_spaces
        json_without_a_key marks_that_do_not_add_up no_number page_that_unpacks_to_gigabytes
        passed_below_the_pass_mark schema_of_somebody schema_of_tomorrow second_stream_behind_the_data
        template_of_tomorrow template_of_yesterday template_true template_zero version_zero
    """,
    "envelope": """
        certificate_of_a_stranger_first certificate_of_the_root_as_well high_s_twin indefinite_lengths
        length_in_five_bytes no_signed_attributes sha1 sha1_over_the_file_alone sha384
        time_of_signing_among_the_signed_attributes timestamp_attribute two_digest_algorithms two_signers
        unsigned_attributes version_3
    """,
    "page": """
        code_of_another_sheet comment_in_the_page content_of_another_exam crop_box font_after_its_end
        font_not_embedded glyph_numbers_shifted glyph_widths glyphs_swapped inline_picture invisible_text
        marked_content one_more_page one_operand_changed page_magnified page_of_another_exam page_turned
        picture_over_the_page second_content smaller_paper spaces_in_the_page text_clipped_away
        text_outside_the_paper text_that_copies_as_another text_under_a_box text_under_the_page tiny_text
        verdict_covered visible_signature visible_text_added white_text
    """,
    "revisions": """
        second_signer_rogue second_signer_trusted shadow_prepared signature_of_a_rogue_over_the_plain_page
        signature_of_the_unit_by_pyhanko
    """,
    "signer": """
        back_dated certificate_for_encryption certificate_hashed_with_sha384 certificate_of_a_namesake
        certificate_of_another_unit certificate_of_two_units certificate_that_may_issue
        certificate_that_signs_itself certificate_with_an_unknown_rule certificate_without_a_code
        certificate_without_purpose expired key_of_rsa_1024 key_of_rsa_with_exponent_3 key_on_a_larger_curve
        name_with_a_space not_yet_valid rogue_root_of_the_same_name rogue_with_the_true_key_identifier
        root_without_its_code sheet_signed_by_a_rogue_root sheet_signed_by_the_root_itself sheet_without_a_code
        unit_that_issues_certificates
    """,
    "structure": """
        another_identity bytes_before_the_table comment_between_objects comment_in_the_header
        end_of_file_without_a_line_end escaped_name free_object hybrid_tables more_in_the_trailer no_end_of_file
        object_before_the_first object_stream object_that_nobody_needs object_twice objects_in_another_order
        offset_of_another_object older_version signed_in_two_revisions startxref_elsewhere table_before_this_one
        two_ends_of_file two_spaces two_startxref
    """,
    "wrapping": """
        gap_in_capitals
    """,
}
